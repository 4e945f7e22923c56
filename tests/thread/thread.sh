#!/usr/bin/env bash
# Server, database and file store under the thread sanitizer. Not part of ./test: it builds the platform once more.
#   tests/thread/thread.sh [GTEST-FILTER]
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$tree/packaging/lib.sh"
# Asio's fences are a kind of synchronisation that this sanitizer does not know: without them it uses locks.
cmake_build "$tree/build/thread" platform_tests -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1 -DBOOST_ASIO_DISABLE_FENCED_BLOCK" -DSONAE_TESTS=ON -DSONAE_SANITIZE=thread
# Children of a process with threads are outside of what it can follow: the cage has its turn in the other stages.
export TSAN_OPTIONS=halt_on_error=0:exitcode=66:die_after_fork=0
# Its shadow memory collides with the high-entropy address layouts of newer kernels.
exec setarch -R "$tree/build/thread/src/platform_tests" \
  --gtest_filter="${1:-*Guards*:*Requests*:*LimiterTest*:*CapsTest*:*PasswordHash*:*FaultsOn*-*sigterm*:Cage.*}"
