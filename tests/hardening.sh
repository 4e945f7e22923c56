#!/usr/bin/env bash
# SC06: the shipped binary carries the hardening of docs/security/hardening.md. Prints `ok` and `FAIL` lines.
# Usage: tests/hardening.sh [BINARY]
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=${1:-$tree/build/release/sonae}

verdict() { if [ "$1" -eq 0 ]; then printf 'ok   %s\n' "$2"; else printf 'FAIL %s\n' "$2"; fi; }

# inspect BINARY : one line a property.
inspect() {
  local header segments dynamic symbols
  header=$(readelf -hW "$1") segments=$(readelf -lW "$1") dynamic=$(readelf -dW "$1") symbols=$(readelf --dyn-syms -W "$1")
  grep -q 'Type:.*DYN' <<<"$header" && grep -q 'FLAGS_1.*PIE' <<<"$dynamic"
  verdict $? "position independent executable"
  grep -q GNU_RELRO <<<"$segments"
  verdict $? "relocations become read-only"
  grep -q 'BIND_NOW\|FLAGS_1.*NOW' <<<"$dynamic"
  verdict $? "all symbols are bound at start"
  grep -Eq 'GNU_STACK .* RW +0x' <<<"$segments"
  verdict $? "the stack is not executable"
  ! grep -Eq 'LOAD .* RWE ' <<<"$segments"
  verdict $? "no segment is writable and executable"
  [ "$(grep -Ec 'LOAD .* R E ' <<<"$segments")" -eq 1 ] && ! grep -Eq 'TEXTREL' <<<"$dynamic"
  verdict $? "code stands in one segment of its own, without text relocations"
  grep -q '__stack_chk_fail' <<<"$symbols"
  verdict $? "stack protector"
  grep -Eq '__[a-z]+_chk' <<<"$(grep -v __stack_chk <<<"$symbols")"
  verdict $? "fortified library calls"
  # The standard library is compiled in: its names stand in the full table, which the installed program no longer has.
  grep -q '__glibcxx_assert_fail' <<<"$(readelf -sW "$1")"
  verdict $? "checked access in the standard library"
  ! grep -Eq 'RPATH|RUNPATH' <<<"$dynamic"
  verdict $? "no library path of a build machine"
  readelf -nW "$1" 2>/dev/null | grep -q 'Build ID'
  verdict $? "build id"
}

if [ ! -x "$binary" ]; then printf 'FAIL there is no %s (./run --build-only makes it)\n' "$binary"; exit 1; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
inspect "$binary" | tee "$scratch/verdicts"

# What is loaded at every start is paid by every command (docs/adr/0012): these few C libraries and no other.
others=$(readelf -dW "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
  grep -Ev '^(ld-linux.*|libc|libm|libz|libsqlite3|libsodium|libqrencode)\.so\.' | tr '\n' ' ')
[ -z "$others" ]
verdict $? "no further library is loaded at the start ${others}" | tee -a "$scratch/verdicts"

# Paths of the build machine would tell about it and break reproducible builds.
! grep -qaF "$tree/" "$binary"
verdict $? "no path of the source tree in the binary" | tee -a "$scratch/verdicts"

# The module of PDF and PNG is loaded into the same process.
module=$(dirname "$binary")/libsonae_render.so
if [ -e "$module" ]; then
  inspect "$module" | grep -v 'position independent executable\|fortified library calls' | sed 's/$/ (libsonae_render.so)/' | tee -a "$scratch/verdicts"
  ! grep -qaF "$tree/" "$module"
  verdict $? "no path of the source tree in the module" | tee -a "$scratch/verdicts"
  [ "$(nm -D --defined-only "$module" | awk '$2 == "T" && $3 ~ /sonae/' | wc -l)" -eq 1 ]
  verdict $? "the module shows one function of ours" | tee -a "$scratch/verdicts"
else
  printf 'FAIL there is no %s\n' "$module" | tee -a "$scratch/verdicts"
fi

# Control-flow protection: Debian's start files carry no mark, so that the linker drops it from the whole; our objects do.
if [ "$(uname -m)" = x86_64 ]; then
  objects=0 bare=0
  while IFS= read -r -d '' object; do
    objects=$((objects + 1))
    readelf -nW "$object" 2>/dev/null | grep -q 'IBT, SHSTK' || { bare=$((bare + 1)); printf '%s\n' "$object"; }
  done < <(find "$(dirname "$binary")/src" -name '*.cpp.o' -print0)
  [ "$objects" -gt 0 ] && [ "$bare" -eq 0 ]
  verdict $? "control-flow protection in every object of ours ($objects)" | tee -a "$scratch/verdicts"
fi

# The checks themselves must be able to fail.
printf 'int main() { return 0; }\n' >"$scratch/weak.c"
gcc -O0 -fno-pie -no-pie -fno-stack-protector -z execstack -z norelro -z lazy -Wl,-rpath,/opt/none -Wl,--build-id=none \
  -Wl,-z,noseparate-code "$scratch/weak.c" -o "$scratch/weak" 2>/dev/null
weak=$(inspect "$scratch/weak" | grep -c '^FAIL')
[ "$weak" -ge 9 ]
refused=$?
verdict "$refused" "a binary without hardening is refused ($weak of 11 properties)" | tee -a "$scratch/verdicts"
! grep -q '^FAIL' "$scratch/verdicts"
