#!/usr/bin/env bash
# the same C++ tests against the optimised code that ships (RE20)
. "$(dirname "$0")/lib.sh"

run_gtests release build/release
