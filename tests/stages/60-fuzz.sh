#!/usr/bin/env bash
# libFuzzer targets: the whole corpus, then ten seconds of new inputs each (SONAE_FUZZ_SECONDS)
. "$(dirname "$0")/lib.sh"

run_case "the fuzz targets build with clang" \
  cmake_build "$tree/build/fuzz" fuzz/all -DCMAKE_BUILD_TYPE=RelWithDebInfo "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1" \
  -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_C_COMPILER=clang-19 -DSONAE_TESTS=OFF -DSONAE_FUZZ=ON
fuzz_one() {
  local program=$1 name=$2 seconds=${SONAE_FUZZ_SECONDS:-10} scratch corpus=()
  scratch=$(mktemp -d)
  mkdir "$scratch/new" "$scratch/found"
  [ -d "fuzz/corpus/$name" ] && corpus=("fuzz/corpus/$name")
  timeout "$((seconds + 120))" "$program" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$scratch/found/" "$scratch/new" "${corpus[@]}" 2>&1 | tail -n 25
  local code=${PIPESTATUS[0]}
  if [ "$code" -ne 0 ]; then
    mkdir -p build/fuzz-findings && cp -r "$scratch/found/." build/fuzz-findings/
    printf 'the input stands in build/fuzz-findings\n'
  fi
  rm -rf "$scratch"
  return "$code"
}
for program in build/fuzz/fuzz/fuzz_* build/fuzz/fuzz/*_fuzz; do
  if [ -x "$program" ] && [ -f "$program" ]; then
    name=$(basename "$program"); name=${name#fuzz_}; name=${name%_fuzz}
    run_case "fuzz $name" fuzz_one "$program" "$name"
  fi
done
