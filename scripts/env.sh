# Sourced by the other scripts: where the checkout is, its own Node.js if setup.sh had to bring one, compiler cache.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
own_node="$root/.tools/node_modules/node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')/bin"
if [ -x "$own_node/node" ]; then export PATH="$own_node:$PATH"; fi
# Paths relative to the checkout in cache keys, so that a second clone finds what the first one compiled.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
