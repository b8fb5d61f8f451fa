#!/usr/bin/env bash
# Builds what is named: native (build/native/pooled), wasm (build/wasm/pooled.wasm), web (dist/), dev (sanitizers and
# tests, build/native-test), fuzz (for scripts/fuzz.sh). Quiet unless something is built; needs scripts/setup.sh once.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

cmake_build() { # preset, configure command …
  local preset="$1" log="build/configure-$1.log"
  shift
  mkdir -p build
  if ! "$@" --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
  cmake --build --preset "$preset" --parallel "$(nproc)"
}

for target in "$@"; do
  case "$target" in
    native) cmake_build release cmake ;;
    dev) cmake_build dev cmake ;;
    fuzz) cmake_build fuzz cmake ;;
    wasm) cmake_build wasm emcmake cmake ;;
    web) node scripts/build_web.mjs ;;
    *)
      echo "build.sh: no such target: $target (native, wasm, web, dev, fuzz)" >&2
      exit 2
      ;;
  esac
done
