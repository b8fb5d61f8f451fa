#!/usr/bin/env bash
# After a long scripts/fuzz.sh: the fewest and smallest inputs that reach everything it reached, at most 150 kB packed
# for each target -> tests/fuzz/corpus, which the next scripts/fuzz.sh begins with.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

for target in request studies; do
  small="build/fuzz/small-$target"
  rm -rf "$small" && mkdir -p "$small" tests/fuzz/corpus
  "build/fuzz/fuzz_$target" -set_cover_merge=1 -timeout=120 "$small" "build/fuzz/corpus-$target" \
    "build/fuzz/seeds/$target" >"build/fuzz/merge-$target.log" 2>&1
  # No owner, no time of day: the same inputs make the same file.
  tar -cf - -C "$small" --sort=name --owner=0 --group=0 --mtime=@0 . | xz -9e >"tests/fuzz/corpus/$target.tar.xz"
  echo "$target: $(find "$small" -type f | wc -l) inputs, $(stat -c %s "tests/fuzz/corpus/$target.tar.xz") bytes packed"
done
