#!/usr/bin/env bash
# SC03: the same sources in another folder, with another time zone, language, number of processes and without the
# compiler cache give the same bytes. Prints `ok` and `FAIL` lines.
#   tests/reproducible.sh          the page and the libraries base and formats: what ./test has time for
#   tests/reproducible.sh --full   the whole program as well, before a release
set -uo pipefail
full=no
[ "${1:-}" = --full ] && full=yes
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
targets=(sonae_base sonae_formats)
[ "$full" = yes ] && targets=(sonae)
if ! { cmake -S "$second" -B "$second/out" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSONAE_TESTS=OFF &&
       ninja -C "$second/out" -j "$(($(build_jobs) + 1))" "${targets[@]}"; } >"$scratch/build.log" 2>&1; then
  tail -n 20 "$scratch/build.log"
  printf 'FAIL the second build\n'
  exit 1
fi

# same NAME FILE : the file of both builds; says in which sections they differ.
failed=0
same() {
  local one=$tree/build/release/$2 two=$second/out/$2 section a b
  if cmp -s "$one" "$two"; then
    printf 'ok   %s has the same bytes in both builds (%s)\n' "$1" "$(sha256sum <"$one" | cut -c1-16)"
    return
  fi
  for section in .text .rodata .data .data.rel.ro .debug_info .debug_line .debug_str .note.gnu.build-id; do
    a=$(objcopy -O binary --only-section="$section" --set-section-flags "$section=alloc" "$one" /dev/stdout 2>/dev/null | sha256sum)
    b=$(objcopy -O binary --only-section="$section" --set-section-flags "$section=alloc" "$two" /dev/stdout 2>/dev/null | sha256sum)
    [ "$a" = "$b" ] || printf '     %s differs\n' "$section"
  done
  printf 'FAIL %s has the same bytes in both builds\n' "$1"
  failed=1
}
same "the library base" src/libsonae_base.a
same "the library formats" src/libsonae_formats.a
if [ "$full" = yes ]; then same "the program" sonae; fi
exit "$failed"
