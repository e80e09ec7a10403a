# The server as an image, for docker-compose.yml. `make up` does not need it.
#
# Honest state: no registry could be reached where this was written, so this file has not been built; what it does
# step by step (the locks with hashes, the install, the dashboard's build, the start) is what `make up` does, and that is tested.

FROM node:22-bookworm-slim AS dashboard
WORKDIR /app/dashboard
COPY dashboard/package.json dashboard/package-lock.json dashboard/.npmrc ./
RUN npm ci --omit=dev
COPY dashboard ./
RUN npm run build

FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /opt/dokploy
COPY requirements.lock ./
RUN /opt/dokploy/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md alembic.ini ./
COPY src src
COPY migrations migrations
RUN /opt/dokploy/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .
# Beside package.json, dist/ is looked for as in any checkout.
COPY dashboard/package.json dashboard/
COPY --from=dashboard /app/dashboard/dist dashboard/dist

FROM python:3.12-slim-bookworm
# git fetches sources; the docker client with its BuildKit plugin builds them on the engine behind the socket.
RUN apt-get update \
    && apt-get install -y --no-install-recommends git openssh-client ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/dokploy --create-home dokploy
COPY --from=docker:28-cli /usr/local/bin/docker /usr/local/bin/docker
COPY --from=docker:28-cli /usr/local/libexec/docker/cli-plugins/docker-buildx /usr/local/libexec/docker/cli-plugins/
COPY --from=build /opt/dokploy /opt/dokploy
COPY --from=build /app /app

# Not root. The engine's socket is reached through its group (group_add in docker-compose.yml); whoever may use that
# socket is root on the host all the same.
USER dokploy
ENV PATH=/opt/dokploy/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["dokploy", "health"]
CMD ["dokploy", "up"]
