#!/usr/bin/env bash
# One command from a fresh Debian 12 to the running page: installs, builds, shows the BCG analysis computed by the
# WebAssembly core, and opens dist/pooled.html where there is a desktop.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

bash scripts/setup.sh
source scripts/env.sh
bash scripts/build.sh native wasm web
node scripts/show_bcg.mjs

page="$root/dist/pooled.html"
echo
echo "The page:              $page (open it in any browser; no network needed)"
echo "The same for a server: $root/dist/web/"
echo "The command:           build/native/pooled analyse|batch|catalog"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${CI:-}" ] && command -v xdg-open >/dev/null; then
  xdg-open "$page" >/dev/null 2>&1 &
fi
