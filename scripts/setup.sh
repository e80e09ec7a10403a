#!/usr/bin/env bash
# Makes .venv, installs the locked dependencies and builds the dashboard: `setup.sh run` for the server, `setup.sh dev`
# for tests as well.
# Says what it does; does nothing when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-run}
say() { printf '==> %s\n' "$*"; }
fail() { printf 'make: %s\n' "$@" >&2; exit 1; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && is_recent "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  fail "Python 3.11 or newer is needed; ${PYTHON:-python3} is $("${PYTHON:-python3}" --version 2>&1 || true)." \
    "Install it (Debian 12, Ubuntu 24.04: apt-get install python3 python3-venv) or name it: make up PYTHON=/path/to/python3"
}

ensure_venv_module() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing python3-venv (apt-get)"
    local install=(apt-get install -qq -y --no-install-recommends python3-venv)
    export DEBIAN_FRONTEND=noninteractive
    "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}" >/dev/null; }
  else
    fail "$1 comes without its venv module." "Install it: sudo apt-get install python3-venv"
  fi
}

if [ ! -x .venv/bin/python ] || ! is_recent .venv/bin/python; then
  python=$(find_python)
  ensure_venv_module "$python"
  say "Making a virtual environment in .venv ($("$python" --version))"
  "$python" -m venv --clear .venv
fi

# Beside the server's own packages: both mostly wait for the network.
trap 'kill 0' INT # a shell lets what runs beside it outlive Ctrl-C
scripts/dashboard.sh "$wanted" &
dashboard=$!

lock=requirements.lock
[ "$wanted" = dev ] && lock=requirements-dev.lock
# The moved-folder case: console scripts carry the absolute path of the environment that they were made in.
state=$({ cat "$lock" pyproject.toml; pwd; .venv/bin/python --version; } | sha256sum | cut -d' ' -f1)
stamp=.venv/.installed-$wanted
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$state" ]; then
  say "Installing the locked dependencies ($lock, every file checked against its hash)"
  pip=(.venv/bin/python -m pip --disable-pip-version-check -qq install)
  "${pip[@]}" --require-hashes -r "$lock" ||
    fail "The dependencies could not be installed; the reason stands above." \
      "Without a connection to a Python package index, point pip at a mirror (PIP_INDEX_URL) and run this again."
  "${pip[@]}" --no-deps --no-build-isolation -e .
  echo "$state" >"$stamp"
fi

wait "$dashboard"
