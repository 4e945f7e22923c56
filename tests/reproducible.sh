#!/usr/bin/env bash
# SC03: the same sources in another folder, with another time zone, language, number of processes and without the
# compiler cache give the same bytes. Prints `ok` and `FAIL` lines.
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$tree/packaging/lib.sh"
first=$tree/build/release/sonae
if [ ! -x "$first" ]; then printf 'FAIL there is no %s\n' "$first"; exit 1; fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
second=$scratch/another/folder
mkdir -p "$second"
(cd "$tree" && tar -cf - --exclude=./build --exclude=./.git --exclude=node_modules .) | tar -xf - -C "$second"
export TZ=Asia/Tokyo LC_ALL=C CCACHE_DISABLE=1
# The page is made of the same inputs by locked tools; its bytes are compared as part of the binary when it is rebuilt.
if [ -d "$tree/web/node_modules" ] && [ -f "$tree/web/package.json" ]; then
  ensure_node
  cp -r "$tree/web/node_modules" "$second/web/node_modules"
  rm -rf "$second/web/dist"
  (cd "$second/web" && npm run --silent build) >"$scratch/web.log" 2>&1 || { tail -n 20 "$scratch/web.log"; printf 'FAIL the page builds in another folder\n'; exit 1; }
  if diff -r "$tree/web/dist" "$second/web/dist"; then printf 'ok   the page has the same bytes\n'; else printf 'FAIL the page has the same bytes\n'; fi
fi
if ! { cmake -S "$second" -B "$second/out" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSONAE_TESTS=OFF &&
       ninja -C "$second/out" -j "$(($(build_jobs) + 1))" sonae; } >"$scratch/build.log" 2>&1; then
  tail -n 20 "$scratch/build.log"
  printf 'FAIL the second build\n'
  exit 1
fi
one=$(sha256sum <"$first") two=$(sha256sum <"$second/out/sonae")
if [ "$one" = "$two" ]; then
  printf 'ok   two builds have the same bytes (%s)\n' "${one%% *}"
else
  # Say where they differ: the sections by name.
  for section in .text .rodata .data .data.rel.ro .debug_info .debug_line .debug_str .note.gnu.build-id; do
    a=$(objcopy -O binary --only-section="$section" --set-section-flags "$section=alloc" "$first" /dev/stdout 2>/dev/null | sha256sum)
    b=$(objcopy -O binary --only-section="$section" --set-section-flags "$section=alloc" "$second/out/sonae" /dev/stdout 2>/dev/null | sha256sum)
    [ "$a" = "$b" ] || printf '     %s differs\n' "$section"
  done
  printf 'FAIL two builds have the same bytes\n'
  exit 1
fi
