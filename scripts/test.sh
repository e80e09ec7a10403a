#!/usr/bin/env bash
# Everything that must hold before a change lands, cheapest first; stops at the first failure and shows it whole.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" NO_COLOR=1
[ -x .venv/node/bin/node ] && export PATH="$PWD/.venv/node/bin:$PATH"

output=$(mktemp)
trap 'rm -f "$output"' EXIT
begun=$SECONDS
tests=()

step() {
  local name=$1 at=$SECONDS
  shift
  printf '==> %-28s' "$name"
  if "$@" >"$output" 2>&1; then
    printf 'ok, %d s\n' $((SECONDS - at))
  else
    printf 'FAILED (%s)\n' "$*"
    cat "$output"
    printf 'make test: FAILED at %s after %d s\n' "$name" $((SECONDS - begun))
    exit 1
  fi
}

suite() {
  step "$@"
  tests+=("$1: $(tail -n 1 "$output" | tr -d '=' | sed 's/^ *//; s/ in .*//')")
}

step "ruff check" ruff check .
step "ruff format" ruff format --check .
step "mypy" mypy
step "import directions" lint-imports
step "unused dependencies" deptry src
step "dead code" vulture
step "dashboard" npm run --silent --prefix dashboard check
[ "${1:-}" = lint ] && exit 0

step "tests of the dashboard" npm run --silent --prefix dashboard test
tests+=("tests of the dashboard: $(sed -nE 's/^ *Tests +([^(]*[^( ]).*/\1/p' "$output")")

# Two workers for what only computes; more for what mostly waits for the engine; one for what takes its shared names.
suite "tests" pytest -q -n 2 --dist loadfile -m "not engine"
# The rooms that ask for a database, once more on the other one (the access matrix undoes calls by SQLite's own means).
suite "tests on PostgreSQL" env DOKPLOY_TEST_DATABASE=postgresql pytest -q -n 2 --dist loadfile -m "not engine" \
  tests/auth tests/features tests/models tests/releases tests/sockets tests/webhooks/test_{push,routes}.py tests/wire
# The longest files first: a worker that begins one of them last would keep all others waiting.
suite "tests on a real engine" pytest -q -n 4 --dist loadfile --no-loadscope-reorder \
  -m "engine and not alone and not browser" tests/pipeline tests/proofs tests/e2e tests
suite "tests that need it alone" pytest -q -p no:xdist -m "engine and alone"
step "the dashboard in a browser" pytest -q -s -p no:xdist -m browser
browsed=$(grep '^e2e: ' "$output")
printf 'make test: OK in %d s\n' $((SECONDS - begun))
printf '    %s\n' "${tests[@]}"
printf '%s\n' "$browsed"
