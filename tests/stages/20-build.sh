#!/usr/bin/env bash
# page, release binary, sanitized test programs; warnings are errors; every header compiles alone
. "$(dirname "$0")/lib.sh"

run_case "the page builds" build_web
run_case "the release binary builds" build_release
# With clang, as the second compiler: it takes a third of the time that g++ takes for the same sanitizers.
run_case "the sanitized tests build" \
  cmake_build "$tree/build/test" all -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g1" \
  -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_C_COMPILER=clang-19 -DSONAE_TESTS=ON -DSONAE_SANITIZE=address,undefined
run_case "every header compiles alone" \
  cmake_build "$tree/build/headers" header_check -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O0" -DSONAE_TESTS=ON
