#!/usr/bin/env bash
# the same C++ tests against the optimised code that ships (RE20); by hand, before a release
# on request
. "$(dirname "$0")/lib.sh"

run_case "the release tests build" \
  cmake_build "$tree/build/release-tests" all -DCMAKE_BUILD_TYPE=Release -DSONAE_TESTS=ON -DSONAE_STATIC_CPP=ON
run_gtests release build/release-tests
