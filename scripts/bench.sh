#!/usr/bin/env bash
# All measurements in one run: the core against its limit and against metafor (scripts/bench_core.mjs, which takes
# --against former.json), then what a user waits for (scripts/bench.mjs). Wants a quiet machine.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
bash scripts/build.sh native wasm web
cmake --build --preset release --target pooled_bench
node scripts/bench_core.mjs "$@"
echo
node scripts/bench.mjs
