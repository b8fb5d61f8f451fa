#!/usr/bin/env bash
# Which lines and branches of core/ the native tests and the goldens run: build/coverage/report.txt, worst files first.
# Fails below 95 % of lines. Needs `build.sh wasm`, for the goldens run both engines.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p build
cmake -S . -B build/coverage -G Ninja -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O0 -g1 --coverage" >build/configure-coverage.log
cmake --build build/coverage --parallel "$(nproc)"
find build/coverage -name '*.gcda' -delete
build/coverage/pooled_tests
POOLED_COMMAND="$root/build/coverage/pooled" node --test tests/golden/*.test.mjs tests/border/*.test.mjs >build/coverage/goldens.log
node scripts/coverage.mjs build/coverage
