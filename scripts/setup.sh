#!/usr/bin/env bash
# Installs what is missing and nothing else: Debian packages, Node.js if the system's is too old, npm packages.
# `setup.sh` is enough to build and run; `setup.sh test` adds what the tests need, `setup.sh engines` two more browsers
# and the drivers of scripts/engines.sh, and `fuzz`, `tidy`, `valgrind` and `mutants` what the scripts of
# these names run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

node_version=22.23.3 # brought in only where the system has none or one older than 20.19 (Debian 12 has 18)
packages=(build-essential cmake ninja-build ccache emscripten libeigen3-dev libboost-math-dev nlohmann-json3-dev xz-utils)
if [ "${1:-}" = test ]; then packages+=(catch2 clang-format chromium fonts-liberation); fi
if [ "${1:-}" = engines ]; then
  packages+=(chromium chromium-driver firefox-esr webkit2gtk-driver xvfb xauth fonts-liberation)
fi
if [ "${1:-}" = fuzz ]; then packages+=(clang libclang-rt-14-dev); fi
if [ "${1:-}" = tidy ]; then packages+=(clang-tidy); fi
if [ "${1:-}" = valgrind ]; then packages+=(valgrind); fi
if [ "${1:-}" = mutants ]; then packages+=(python3-clang-14); fi
if ! command -v node >/dev/null; then packages+=(nodejs); fi
if ! command -v npm >/dev/null; then packages+=(npm); fi

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_debian_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    if ! dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed'; then missing+=("$package"); fi
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  echo "Installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

node_is_new_enough() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 13) || (a == 20 && b >= 19) ? 0 : 1)'
}

install_node() {
  if node_is_new_enough; then return; fi
  echo "Installing Node.js $node_version into .tools"
  mkdir -p .tools
  local arch
  arch="$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
  npm install --prefix .tools --no-save --no-package-lock --no-audit --no-fund --loglevel=error "node-linux-$arch@$node_version"
}

install_npm_packages() {
  local stamp=web/node_modules/.installed-from wanted
  wanted="$(cat web/package.json web/package-lock.json | sha256sum)"
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    echo "Installing npm packages"
    (cd web && npm ci --no-audit --no-fund --loglevel=error)
    echo "$wanted" >"$stamp"
  fi
  if [ ! -e tests/node_modules ]; then ln -s ../web/node_modules tests/node_modules; fi
}

if command -v dpkg >/dev/null; then
  install_debian_packages
else
  echo "Not a Debian system: these packages are needed, please install them yourself: ${packages[*]}"
fi
install_node
source scripts/env.sh
install_npm_packages
