/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // The figures count bytes as they cross the wire; nothing on this server is compressed behind their back.
  compress: false,
};

export default config;
