#!/usr/bin/env bash
# The page opened from disk in Chromium, Firefox and WebKitGTK: the same story and bit-identical results. Two browsers
# more than the other tests need (some 500 MB of packages), so `test.sh --long` runs it and `test.sh` does not.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

bash scripts/setup.sh engines
source scripts/env.sh
bash scripts/build.sh wasm web
# WebKitGTK's browser has no headless mode.
xvfb-run -a node --test --test-reporter=spec tests/engines/*.test.mjs
