# shellcheck shell=bash
# What ./run and ./test share: packages, Node.js, the page, the builds. Sourced; expects `tree` (the source folder).
# Messages are Japanese first, then English. Nothing here reads standard input.

: "${tree:?}"
packages_file=$tree/packaging/packages.txt

say()  { printf '%s\n' "$*" >&2; }
note() { printf '==> %s\n' "$*" >&2; }
# die JAPANESE ENGLISH
die()  { printf '\n失敗: %s\nError: %s\n' "$1" "$2" >&2; exit 1; }

# packages_for GROUP... : names of packages.txt, one a line.
packages_for() {
  local group
  for group in "$@"; do
    awk -F'|' -v want="$group" '!/^#/ && NF >= 3 { gsub(/ /, "", $1); gsub(/ /, "", $2); if ($2 == want) print $1 }' \
      "$packages_file"
  done
}

# Those of the given names that are not installed.
missing_packages() {
  local installed name
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" { print $1 }')
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
  done
}

# ensure_packages GROUP... : installs what is missing and nothing else.
ensure_packages() {
  local wanted missing=() admin=()
  mapfile -t wanted < <(packages_for "$@" | sort -u)
  if ! command -v dpkg-query >/dev/null; then
    die "Debian系ではないため、パッケージを自動では入れられません。packaging/packages.txt にある開発パッケージを用意し、SONAE_SKIP_PACKAGES=1 を付けて実行してください。" \
        "This is not Debian, so packages cannot be installed automatically. Provide what packaging/packages.txt lists and run again with SONAE_SKIP_PACKAGES=1."
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  [ "${#missing[@]}" -eq 0 ] && return 0

  if ! grep -q '^VERSION_ID="12"' /etc/os-release 2>/dev/null; then
    say "注意: Debian 12 で確かめています。ほかの版では足りないパッケージがあるかもしれません。"
    say "Note: Debian 12 is what we test on; other releases may lack a package."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "パッケージ（${missing[*]}）を入れるには root か sudo が必要です。" \
          "Installing these packages needs root or sudo: ${missing[*]}"
    admin=(sudo)
  fi
  note "installing ${#missing[@]} packages: ${missing[*]}"
  local log=$tree/build/apt.log
  mkdir -p "$tree/build"
  "${admin[@]}" apt-get update -qq >"$log" 2>&1 </dev/null ||
    say "apt-get update failed; trying with the lists at hand (build/apt.log)"
  if ! "${admin[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    if grep -q 'Unable to locate package\|Temporary failure\|Could not resolve\|Failed to fetch' "$log"; then
      die "パッケージを取得できません。ネットワークと /etc/apt の設定を確認してください（詳細: build/apt.log）。" \
          "Packages could not be fetched. Check the network and the sources in /etc/apt (details: build/apt.log)."
    fi
    die "パッケージを入れられません（詳細: build/apt.log）。Boost の別の版の開発パッケージがあると 1.81 と衝突します。" \
        "Packages could not be installed (details: build/apt.log). Development packages of another Boost conflict with 1.81."
  fi
}

# usable_node : true when node >= 20.19 and npm are on the path.
usable_node() {
  local version
  command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
  [ "$(printf '%s\n' 20.19.0 "${version#v}" | sort -V | head -n 1)" = 20.19.0 ]
}

# Puts a Node.js that can build the page first on the path.
ensure_node() {
  local private=$tree/build/node machine system_certificates=/etc/ssl/certs/ca-certificates.crt
  # Node.js brings its own list of authorities; companies' proxies are known to the system's only.
  if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$system_certificates" ]; then export NODE_EXTRA_CA_CERTS=$system_certificates; fi
  case $(uname -m) in aarch64) machine=arm64 ;; *) machine=x64 ;; esac
  local bin=$private/node_modules/node-linux-$machine/bin:$private/node_modules/.bin
  if [ -x "${bin%%:*}/node" ]; then PATH=$bin:$PATH; fi
  usable_node && return 0
  command -v npm >/dev/null || ensure_packages node
  usable_node && return 0
  note "the system's Node.js ($(node --version 2>/dev/null || echo none)) is older than 20.19: fetching one into build/node"
  mkdir -p "$private"
  cp "$tree"/packaging/node/package*.json "$private"/
  (cd "$private" && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) || npm_failed
  PATH=$bin:$PATH
  usable_node || die "Node.js 20.19 以上を用意できません。" "No Node.js >= 20.19 could be set up in build/node."
}

npm_failed() {
  die "npm のパッケージを取得できません。ネットワーク（registry.npmjs.org、プロキシ設定）を確認してください。" \
      "npm packages could not be fetched. Check the network (registry.npmjs.org, proxy settings)."
}

# One hash over the names and contents of the given files and folders, without what builds leave behind.
content_hash() {
  (cd "$tree" && find "$@" \( -name node_modules -o -path web/dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# ensure_modules : web/node_modules as web/package-lock.json says.
ensure_modules() {
  local stamp=$tree/build/stamps/modules now
  now=$(content_hash web/package.json web/package-lock.json)
  [ -d "$tree/web/node_modules" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
  ensure_node
  note "fetching the page's packages (npm ci)"
  (cd "$tree/web" && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) || npm_failed
  mkdir -p "${stamp%/*}" && printf '%s\n' "$now" >"$stamp"
}

# build_web : web/dist, only when something it is made of has changed.
build_web() {
  [ -f "$tree/web/package.json" ] || return 0
  local stamp=$tree/build/stamps/web now
  now=$(content_hash web i18n)
  [ -f "$tree/web/dist/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
  ensure_node
  ensure_modules
  note "building the page"
  (cd "$tree/web" && npm run --silent build </dev/null >&2) ||
    die "画面のビルドに失敗しました（上の出力を見てください）。" "The page did not build (see above)."
  mkdir -p "${stamp%/*}" && printf '%s\n' "$now" >"$stamp"
}

# Compiler processes that fit: the largest source needs about 1.2 GB.
build_jobs() {
  local cores memory
  cores=$(nproc 2>/dev/null || echo 1)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo 2>/dev/null || echo 1)
  [ "$memory" -lt 1 ] && memory=1
  [ "$memory" -lt "$cores" ] && cores=$memory
  printf '%s\n' "$cores"
}

# require_room MEGABYTES : refuses early rather than with a half-written object file.
require_room() {
  local free memory
  free=$(df -Pm "$tree" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$1" ] ||
    die "ディスクの空きが足りません（空き ${free} MB、必要 $1 MB、場所 $tree）。" \
        "Not enough disk space: $free MB free, $1 MB needed in $tree."
  memory=$(awk '/^(MemTotal|SwapTotal):/ { sum += $2 } END { print int(sum / 1024) }' /proc/meminfo 2>/dev/null || echo 4096)
  [ "$memory" -ge 1500 ] ||
    die "メモリーが足りません（スワップを含めて ${memory} MB、必要 1500 MB）。" \
        "Not enough memory: $memory MB with swap, 1500 MB needed for the compiler."
}

# cmake_build FOLDER TARGETS CMAKE-OPTION... : configures when needed and builds; quiet unless it fails.
cmake_build() {
  local folder=$1 targets=$2 log stamp options
  shift 2
  log=$folder/build.log
  options="$*"
  mkdir -p "$folder"
  stamp=$folder/.options
  if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$options" ]; then
    note "configuring ${folder#"$tree"/}"
    local launcher=()
    command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache)
    if ! cmake -S "$tree" -B "$folder" -G Ninja "${launcher[@]}" "$@" >"$log" 2>&1 </dev/null; then
      tail -n 30 "$log" >&2
      die "CMake の設定に失敗しました（${log#"$tree"/}）。" "CMake could not configure (${log#"$tree"/})."
    fi
    printf '%s\n' "$options" >"$stamp"
  fi
  note "building ${folder#"$tree"/} ($(build_jobs) jobs)"
  # shellcheck disable=SC2086  # several targets
  if ! ninja -C "$folder" -j "$(build_jobs)" $targets >"$log" 2>&1 </dev/null; then
    grep -E -A 12 'FAILED|error|Killed' "$log" | head -n 60 >&2
    grep -q 'Killed' "$log" &&
      die "コンパイラーがメモリー不足で止められました。空きを増やすか、もう一度実行してください（続きから始まります）。" \
          "The compiler was killed for lack of memory. Free some and run again; it continues where it stopped."
    die "ビルドに失敗しました（${log#"$tree"/}）。" "The build failed (${log#"$tree"/})."
  fi
}

# The binary people run: build/release/sonae.
build_release() {
  cmake_build "$tree/build/release" sonae -DCMAKE_BUILD_TYPE=Release -DSONAE_TESTS=OFF
}

# port_is_taken PORT
port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port : a port of the loopback nobody listens on.
free_port() {
  local candidate
  while :; do
    candidate=$((20000 + RANDOM % 12000))
    port_is_taken "$candidate" || { printf '%s\n' "$candidate"; return 0; }
  done
}

# wait_ready PORT PROCESS : until GET /readyz answers 200; false when the process ends or a minute has passed.
wait_ready() {
  local port=$1 process=$2 tries=0 line
  until (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 &&
         IFS= read -r line <&3 && [[ $line == *' 200 '* ]]) 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -ge 600 ] || ! kill -0 "$process" 2>/dev/null; then return 1; fi
    sleep 0.1
  done
}
