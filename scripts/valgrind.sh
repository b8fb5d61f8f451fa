#!/usr/bin/env bash
# Every golden case through the optimised command under valgrind: a read of memory that nobody wrote, or a write beyond
# what is there, is a failure. Takes seconds.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
bash scripts/setup.sh valgrind
bash scripts/build.sh native
node tests/golden/requests.mjs >build/requests.ndjson
valgrind --quiet --error-exitcode=9 build/native/pooled batch <build/requests.ndjson >build/reports.ndjson
echo "valgrind: nothing found in $(wc -l <build/reports.ndjson) requests"
