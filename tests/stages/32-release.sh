#!/usr/bin/env bash
# the same C++ tests against the optimised code that ships (RE20)
. "$(dirname "$0")/lib.sh"

for program in build/release/src/*_tests; do run_gtest release "$program"; done
