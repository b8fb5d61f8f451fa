#!/usr/bin/env bash
# Fuzzes the core for so many seconds (60) with what tests/fuzz makes of libFuzzer's bytes, under ASan and UBSan. A
# crash, a report that cannot be right, or two minutes without an answer (on a busy machine too) is a failure;
# build/fuzz keeps the input. POOLED_SEED draws other changes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

seconds="${1:-60}"
bash scripts/setup.sh fuzz
bash scripts/build.sh fuzz
node scripts/fuzz_seeds.mjs build/fuzz/pooled build/fuzz/seeds
for target in request studies; do tar -xJf "tests/fuzz/corpus/$target.tar.xz" -C "build/fuzz/seeds/$target"; done

fuzz() ( # target, further arguments …; in a shell of its own, which counts its own seconds only
  local target="$1" log="build/fuzz/$1.log" code=0
  local TIMEFORMAT="stat::cpu_seconds: %U"
  shift
  # What an earlier run kept would be read first, for minutes after a long one, and another run from the same seed.
  rm -rf "build/fuzz/corpus-$target"
  mkdir -p "build/fuzz/corpus-$target"
  { time "build/fuzz/fuzz_$target" -max_total_time="$seconds" -seed="${POOLED_SEED:-20261124}" -timeout=120 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/$target-" "$@" "build/fuzz/corpus-$target" "build/fuzz/seeds/$target" \
    ; } >"$log" 2>&1 || code=$?
  awk -v target="$target" -v code="$code" '/^stat::number_of_executed_units/ { n = $2 } /^stat::peak_rss_mb/ { m = $2 }
    /^stat::cpu_seconds/ { s = $2 }
    END { printf "Fuzz target %s: %d inputs in %d CPU s, at most %d MB, %s\n", target, n, s, m, code == 0 ? "no finding" : "FAILED" }' "$log"
  if [ "$code" != 0 ]; then tail -40 "$log"; fi
  exit "$code"
)

fuzz request -max_len=6000 -dict=build/fuzz/seeds/words.txt &
request=$!
failed=0
fuzz studies -max_len=400 -len_control=0 || failed=1
wait "$request" || failed=1
exit "$failed"
