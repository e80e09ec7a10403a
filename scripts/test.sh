#!/usr/bin/env bash
# Everything that must hold before a change lands, cheapest first; stops at the first failure and shows it whole.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" NO_COLOR=1
[ -x .venv/node/bin/node ] && export PATH="$PWD/.venv/node/bin:$PATH"
unset PYTHONDONTWRITEBYTECODE # every one of some thirty processes would compile the tests anew: four seconds each

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

# None of these uses more than one core; each argument is a command line.
side_by_side() {
  local line pid pids=() outcome=0
  for line in "$@"; do
    { $line || { echo "FAILED: $line" && false; }; } &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || outcome=1; done
  return $outcome
}

step "ruff" side_by_side "ruff check ." "ruff format --check ."
step "types and linters" side_by_side mypy "npm run --silent --prefix dashboard check" lint-imports "deptry src" vulture
[ "${1:-}" = lint ] && exit 0

step "tests of the dashboard" npm run --silent --prefix dashboard test
tests+=("tests of the dashboard: $(sed -nE 's/^ *Tests +([^(]*[^( ]).*/\1/p' "$output")")

# Two workers for what only computes; more for what mostly waits for the engine; one for what takes its shared names.
suite "tests" pytest -q -n 2 --dist loadfile -m "not engine"
# The rooms that ask for a database, once more on the other one (the access matrix undoes calls by SQLite's own means;
# of the wire those whose answers come from rows).
suite "tests on PostgreSQL" env DOKPLOY_TEST_DATABASE=postgresql pytest -q -n 2 --dist loadfile -m "not engine" \
  tests/auth tests/features tests/models tests/releases tests/sockets tests/webhooks/test_{push,routes}.py \
  tests/wire/test_{allowance,metrics,plain,ratelimit,tokens,trpc,trpc_socket}.py
# Only files that say so have tests on the engine; the longest begin first, because a worker that began one of them last
# would keep all others waiting.
mapfile -t on_engine < <(grep -rl --include='test_*.py' 'mark\.engine' tests/{pipeline,proofs,releases,cli,e2e} tests)
suite "tests on a real engine" pytest -q -n 7 --dist loadfile --no-loadscope-reorder \
  -m "engine and not alone and not browser" "${on_engine[@]}"
suite "tests that need it alone" pytest -q -p no:xdist -m "engine and alone" "${on_engine[@]}"
step "the dashboard in a browser" pytest -q -s -p no:xdist -m browser tests/e2e
browsed=$(grep '^e2e: ' "$output")
printf 'make test: OK in %d s\n' $((SECONDS - begun))
printf '    %s\n' "${tests[@]}"
printf '%s\n' "$browsed"
