FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing that runs in production needs an install script; without them the image needs no compiler.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production \
    DATABASE_URL=file:/data/spendbot.sqlite
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY migrations migrations
COPY src src
RUN ln -s /app/src/cli.ts /usr/local/bin/spendbot && install --directory --owner=node --group=node /data
USER node
VOLUME /data
# HTTP mode only; Socket Mode needs no port.
EXPOSE 3000
CMD ["node", "src/main.ts"]
