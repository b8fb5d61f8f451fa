#!/usr/bin/env bash
# Mutation testing of the core: scripts/mutants.py says how. Arguments: number of mutants (400), seed (1).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
bash scripts/setup.sh mutants
bash scripts/build.sh native
# Debian's Python, which has Debian's libclang.
exec /usr/bin/python3 scripts/mutants.py "$@"
