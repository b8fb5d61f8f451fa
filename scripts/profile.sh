#!/usr/bin/env bash
# Where the time of a job goes: callgrind's list of functions for each job of tests/bench/jobs.mjs, by themselves and with
# what they call, in build/profile/. Needs valgrind and scripts/build.sh native.
#   bash scripts/profile.sh [job …]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
out=build/profile
mkdir -p "$out"
names=()
[ $# -gt 0 ] || mapfile -t names < <(node tests/bench/jobs.mjs)
for name in "$@" "${names[@]}"; do
  node tests/bench/jobs.mjs "$name" >"$out/$name.ndjson"
  valgrind --tool=callgrind --callgrind-out-file="$out/$name.callgrind" build/native/pooled batch \
    <"$out/$name.ndjson" >/dev/null 2>"$out/$name.log"
  for inclusive in no yes; do
    echo "== with what is called: $inclusive"
    callgrind_annotate --inclusive="$inclusive" "$out/$name.callgrind" | grep -E '^ *[0-9,]+ \(' | awk 'NR <= 40'
  done | sed -E 's/ \[[^]]*\]$//; s/^( *[0-9,]+ \([ 0-9.]+%\) ) *[^:]*:/\1/' | cut -c1-160 >"$out/$name.txt"
  echo "$out/$name.txt"
done
