#!/usr/bin/env bash
# Every test there is, from set-up to the browser. Goes on after a failure, so that one run shows them all; the last
# line counts checks and test cases over all runners: "N passed, N failed". With --long everything random is tried far
# more often, hours instead of minutes, from another seed each time, and Firefox and WebKitGTK join Chromium.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

core_fuzz_seconds=60
if [ "${1:-}" = --long ]; then
  core_fuzz_seconds=1800
  export POOLED_LONG=1 POOLED_DRAWS="${POOLED_DRAWS:-1000}" POOLED_SEED="${POOLED_SEED:-$(date +%s)}"
  echo "Long run, POOLED_SEED=$POOLED_SEED"
fi
bash scripts/setup.sh test
source scripts/env.sh
fuzz_seconds="${POOLED_FUZZ_SECONDS:-8}"
export NO_COLOR=1
passed=0
failed=0
logs=build/test-logs
mkdir -p "$logs"

# What a runner's own closing lines say: "<passed> <failed>", where skipped counts as failed.
count() { # runner, log file
  case "$1" in
    catch) awk '/^All tests passed/ { match($0, /in [0-9]+ test/); p = substr($0, RSTART + 3, RLENGTH - 8) }
                /^test cases:/ { for (i = 1; i < NF; i++) { if ($(i + 1) == "passed") p = $i; if ($(i + 1) == "failed") f += $i } }
                END { print p + 0, f + 0 }' "$2" ;;
    node) awk '/^[^ ]+ pass / { p += $3 } /^[^ ]+ (fail|cancelled|skipped|todo) / { f += $3 } END { print p + 0, f + 0 }' "$2" ;;
    vitest) awk '$1 == "Tests" { for (i = 2; i < NF; i++) { if ($(i + 1) == "passed") p = $i; if ($(i + 1) ~ /failed|skipped|todo/) f += $i } }
                 END { print p + 0, f + 0 }' "$2" ;;
  esac
}

stage() { # title, runner (check, catch, node, vitest), command …
  local title="$1" runner="$2" log="$logs/${1// /-}.log" ok=1 p=0 f=0 began=$SECONDS
  shift 2
  echo
  echo "=== $title"
  "$@" </dev/null 2>&1 | tee "$log" || ok=0
  if [ "$runner" = check ]; then p=$ok; else read -r p f < <(count "$runner" "$log"); fi
  if [ $ok = 0 ] && [ "$f" = 0 ]; then f=1; fi
  if [ $ok = 1 ] && [ "$p" = 0 ]; then
    echo "$title ran no test"
    f=1
  fi
  passed=$((passed + p))
  failed=$((failed + f))
  echo "--- $title: $p passed, $f failed, $((SECONDS - began)) s"
}

format_cpp() {
  find core wasm tests \( -name node_modules -prune \) -o \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 clang-format --dry-run -Werror
}
format_web() { (cd web && node_modules/.bin/biome check --error-on-warnings . ../tests ../scripts); }
types_are_current() { build/native-test/pooled_types | diff - web/src/core/types.ts; }
run_shows_bcg() {
  local output
  output="$(CI=1 bash scripts/run.sh 2>&1)" || {
    echo "$output"
    return 1
  }
  echo "$output"
  grep -q 'Pooled  *0.49 (0.33 to 0.73)' <<<"$output"
}
page_is_small() { # with Word and Excel inside
  local size other
  size="$(stat -c %s dist/pooled.html)"
  other="$(grep -o '<script type="text/plain" id="de".*' dist/pooled.html | wc -c)"
  echo "dist/pooled.html: $size bytes, at most 1500000; without its other language $((size - other)), at most 900000"
  [ "$size" -le 1500000 ] && [ "$other" -gt 0 ] && [ $((size - other)) -le 900000 ]
}

build_is_repeatable() {
  cp dist/pooled.html build/first.html
  bash scripts/build.sh web && cmp build/first.html dist/pooled.html
}

# What was tried how often, as the tests themselves say.
figures() {
  echo
  echo "Of these:"
  awk '/ comparisons; worst/ { n += $1 } END { if (n) printf "Goldens: %d numbers compared in analyses/\n", n }' "$logs/Goldens.log"
  grep -hE '^(Laws|Torture|Soak|Engines|Fuzz target [a-z]+): |^Fuzz, ' "$logs"/*.log || {
    echo "no test has said its counts"
    failed=$((failed + 1))
  }
}

# One core for minutes: these run beside the next stages and are told after them.
begin_native_tests() {
  rm -f "$logs/native.code"
  { build/native-test/pooled_tests </dev/null >"$logs/native.out" 2>&1 && echo 0 || echo 1; } >"$logs/native.code.new" &&
    mv "$logs/native.code.new" "$logs/native.code" &
}
end_native_tests() {
  while [ ! -f "$logs/native.code" ]; do sleep 1; done
  cat "$logs/native.out"
  return "$(cat "$logs/native.code")"
}

stage "C++ format" check format_cpp
stage "Web format and lint" check format_web
stage "Layers" check node scripts/layers.mjs
stage "Sanitised build" check bash scripts/build.sh dev
stage "Types are current" check types_are_current
stage "Run command" check run_shows_bcg
stage "WebAssembly imports" check node scripts/check_wasm.mjs
stage "Page size" check page_is_small
stage "Repeatable build" check build_is_repeatable
begin_native_tests
# The native half of the goldens runs the sanitised command.
export POOLED_COMMAND="$root/build/native-test/pooled"
stage "Goldens" node node --test --test-reporter=spec tests/golden/*.test.mjs tests/border/*.test.mjs
stage "TypeScript" check web/node_modules/.bin/tsc --noEmit -p web
stage "Unit tests" vitest bash -c 'cd web && node_modules/.bin/vitest run'
stage "Native tests" catch end_native_tests
stage "Fuzzing" check bash scripts/fuzz.sh "$core_fuzz_seconds"
stage "Fuzz of readers" vitest bash -c "cd web && POOLED_FUZZ_SECONDS=$fuzz_seconds node_modules/.bin/vitest run tests/web/fuzz"
# Two pages at a time, but those that are timed have the machine to themselves.
timed=(tests/browser/{hostile,story,thousand}.test.mjs)
mapfile -t untimed < <(printf '%s\n' tests/browser/*.test.mjs "${timed[@]}" | sort | uniq -u)
stage "Browser" node node --test --test-reporter=spec --test-concurrency=2 "${untimed[@]}"
stage "Browser, timed" node node --test --test-reporter=spec --test-concurrency=1 "${timed[@]}"
if [ -n "${POOLED_LONG:-}" ]; then
  stage "Three engines" node bash scripts/engines.sh
fi

figures
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
