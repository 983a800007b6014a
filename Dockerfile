# syntax=docker/dockerfile:1
# One recipe for every image: `--target service --build-arg SERVICE=catalog`, `--target migrate`,
# `--target site --build-arg SITE=storefront`. The services share all layers but the last.

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY --parents apps/*/package.json libs/*/package.json tools/*/package.json e2e/package.json* bench/package.json* ./
RUN npm ci --ignore-scripts

FROM dependencies AS build
COPY . .
RUN npx nx run-many -t build build-site bundle --output-style=static

# The outside world of a development stack (profile `dev` of the compose file): never part of a release.
FROM build AS development
USER node

# What runs needs the built output and the manifests, not the tools that made it, nor what tests and development need.
# The packaged Node is for machines without one, and npm has no optional package that is for development alone.
FROM build AS production
RUN rm -rf bench e2e libs/testing tools/mail-catcher tools/simulators node_modules/.cache \
  && npm pkg delete optionalDependencies \
  && npm prune --omit=dev --ignore-scripts

FROM node:24-slim AS runtime
ENV NODE_ENV=production TANDEM_HOST=0.0.0.0
WORKDIR /app
COPY --from=production --chown=node:node /app/package.json ./
COPY --from=production --chown=node:node /app/node_modules ./node_modules
COPY --from=production --chown=node:node /app/libs ./libs
COPY --from=production --chown=node:node /app/apps ./apps
COPY --from=production --chown=node:node /app/tools ./tools
COPY --from=production --chown=node:node /app/deploy ./deploy
# A volume that is mounted there belongs to whom the folder does.
RUN install -d -o node -g node /var/lib/tandem/audit-archive
USER node

FROM runtime AS migrate
CMD ["node", "--enable-source-maps", "tools/standalone/src/prepare-database.ts"]

FROM runtime AS service
ARG SERVICE
ENV TANDEM_SERVICE=$SERVICE OTEL_SERVICE_NAME=$SERVICE
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/live').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "-c", "exec node --max-semi-space-size=4 --import @tandem/observability/source-maps --import ./tools/bundle/dist/register.js tools/bundle/dist/$TANDEM_SERVICE.js"]

# What nginx cannot say itself: pages with their heads, robots.txt, the sitemap, the API's description.
FROM runtime AS pages
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/front-door/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "tools/front-door/src/main.ts", "deploy/pages.json"]

# Runs as nobody of importance, listens above 1024, and writes below /tmp only.
FROM nginxinc/nginx-unprivileged:1.29-alpine AS site
ARG SITE
ENV NGINX_ENTRYPOINT_LOCAL_RESOLVERS=1 TANDEM_SITE=shop
COPY deploy/nginx/15-tandem.envsh /docker-entrypoint.d/
COPY deploy/nginx/default.conf.template /etc/nginx/templates/
COPY --from=build /app/apps/$SITE/dist /usr/share/nginx/html
USER root
RUN find /usr/share/nginx/html -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' \) -exec gzip -9 -k {} +
USER nginx
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s CMD wget -qO /dev/null http://127.0.0.1:8080/favicon.svg || exit 1
