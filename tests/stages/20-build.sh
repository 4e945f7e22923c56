#!/usr/bin/env bash
# page, release binary, sanitized test programs; warnings are errors; every header compiles alone
. "$(dirname "$0")/lib.sh"

run_case "the page builds" build_web
run_case "the release binary and its tests build" \
  cmake_build "$tree/build/release" all -DCMAKE_BUILD_TYPE=Release -DSONAE_TESTS=ON -DSONAE_STATIC_CPP=ON
run_case "the sanitized tests build" \
  cmake_build "$tree/build/test" all -DCMAKE_BUILD_TYPE=RelWithDebInfo "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1" \
  -DSONAE_TESTS=ON -DSONAE_SANITIZE=address,undefined
run_case "every header compiles alone" \
  cmake_build "$tree/build/headers" header_check -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O0" -DSONAE_TESTS=ON
