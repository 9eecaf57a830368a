FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Neither what builds spendbot nor what it runs on needs an install script; without them the image needs no compiler.
RUN npm ci --ignore-scripts
COPY build build
COPY src src
RUN ["node", "build/main.ts"]

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
LABEL org.opencontainers.image.title="spendbot" \
      org.opencontainers.image.description="Tells a team what its OpenAI API use costs, in Slack" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    DATABASE_URL=file:/data/spendbot.sqlite \
    METRICS_PORT=9464 \
    METRICS_HOST=0.0.0.0
WORKDIR /app
COPY package.json manifest.yml ./
COPY migrations migrations
COPY bin bin
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN ln -s /app/bin/spendbot.js /usr/local/bin/spendbot && install --directory --owner=node --group=node /data /app/compile-cache
USER node
# What Node makes of the bundle is kept in the image, which takes a third off the time of a start.
ENV NODE_COMPILE_CACHE=/app/compile-cache
# Without settings the bot ends when all of it is loaded.
RUN spendbot --help && node dist/main.js 2>&1 | grep 'not set up'
# The only place that is written to: the root file system may be read-only.
VOLUME /data
# 3000 is for HTTP mode, Socket Mode needs none; 9464 is for /healthz, /readyz and /metrics.
EXPOSE 3000 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
