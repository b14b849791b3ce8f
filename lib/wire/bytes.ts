/** The bytes of an event, from base64. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Each byte as one character, so that positions in the text are positions in the bytes. */
export function asLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Two hexadecimal digits a byte, with spaces between. */
export function asHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Bytes as a reader wants to see them: line ends and what cannot be printed made visible. */
export function asReadable(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .replaceAll('\r\n', '␍␊')
    .replaceAll('\n', '␊')
    .replace(/[\p{Cc}\ufffd]/gu, '·');
}
