#!/usr/bin/env bash
# How far each function is from 50 digits (tests/oracle/precision.tsv), in units in the last place -> tests/ulp.md. The
# test in tests/core/test_precision.cpp holds each at about twice the figure.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
bash scripts/setup.sh test
bash scripts/build.sh dev
{
  echo "# Worst error seen, in units in the last place of the answer"
  echo
  echo "Against 50 digits (tests/oracle/precision.py), on x86-64 with Debian's C library. Made by \`bash scripts/ulp.sh\`. One"
  echo "unit is 1.1e-16 to 2.2e-16 of the answer. Tails are asked for down to 1e-300, where the answer changes by a"
  echo "thousand units when its argument changes by one."
  echo
  echo "| | answers | worst |"
  echo "|---|---|---|"
  POOLED_ULP=1 build/native-test/pooled_tests "No function is further*" | grep '^| '
} >build/ulp.md
mv build/ulp.md tests/ulp.md
tail -n +8 tests/ulp.md
