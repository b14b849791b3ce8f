# Server and page are built here. Of all this, the result alone gets into the image.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY next.config.mjs postcss.config.mjs tsconfig.json ./
COPY app ./app
COPY components ./components
COPY content ./content
COPY lib ./lib
COPY public ./public
COPY scripts/build ./scripts/build
COPY server ./server
RUN npm run build

# What runs has everything in it: no package is needed, and none is here.
FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY scripts/serve.mjs ./scripts/serve.mjs
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/serve.mjs"]
