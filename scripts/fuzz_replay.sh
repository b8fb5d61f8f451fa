#!/usr/bin/env bash
# The committed corpus of each fuzz target through the sanitised build of the tests, then seeded changes of it for so
# many seconds (60): what a machine without clang can do on every run. POOLED_SEED draws other changes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
seconds="${1:-60}"

replay() { # target
  local folder="build/replay/$1" code=0
  rm -rf "$folder" && mkdir -p "$folder"
  tar -xJf "tests/fuzz/corpus/$1.tar.xz" -C "$folder"
  timeout $((seconds + 240)) "build/native-test/fuzz_$1" "$folder" "$seconds" "${POOLED_SEED:-20261124}" "build/replay/$1.input" \
    >"build/replay/$1.log" 2>&1 || code=$?
  echo "Fuzz target $1: $(tail -1 "build/replay/$1.log")"
  if [ "$code" != 0 ]; then
    echo "FAILED on build/replay/$1.input"
    tail -40 "build/replay/$1.log"
  fi
  return "$code"
}

replay request &
request=$!
failed=0
replay studies || failed=1
wait "$request" || failed=1
exit "$failed"
