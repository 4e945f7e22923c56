#!/usr/bin/env bash
# C++ tests under address and undefined-behaviour sanitizers (rules, stores on every engine, scenarios, refusals)
. "$(dirname "$0")/lib.sh"

# The address sanitizer reserves terabytes of address space and has its own signal handlers.
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1
run_gtests sanitized build/test
