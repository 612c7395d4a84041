# Recut in a container: Debian with Node 24, because the FFmpeg inside @mediabunny/server needs glibc.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# sharp and FFmpeg come as optional packages, one for each platform, so optional ones are not left out. The image brings
# Node 24 itself, so the copy from npm goes; no package needs its script here.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data HTTP_PORT=8080 HTTP_HOST=0.0.0.0
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json entry.mjs LICENSE ./
COPY src ./src
RUN rm -rf src/sandbox && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HTTP_PORT ?? 8080) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Recut ends on SIGTERM within ten seconds; node is the process that gets the signal.
CMD ["node", "--max-semi-space-size=1", "entry.mjs", "src/main.ts"]
