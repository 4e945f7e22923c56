#!/usr/bin/env bash
# Proves ./run and ./test on a machine that has nothing: a fresh Debian 12 in a folder, with this tree and no more.
# Not part of ./test. Needs root, debootstrap and the network.
#   tests/bare/bare.sh [FOLDER] [COMMAND...]     COMMAND: ./run --build-only && ./test
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${1:-$(mktemp -d)}
[ $# -gt 0 ] && shift
mirror=$(sed -nE 's/^URIs: *([^ ]+debian)\/?$/\1/p; s/^deb +(\[.*\] +)?([^ ]+debian)\/? .*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/debian.* 2>/dev/null | head -n 1 || true)
mirror=${mirror:-http://deb.debian.org/debian}

if [ ! -e "$folder/etc/debian_version" ]; then
  debootstrap --variant=minbase bookworm "$folder" "$mirror"
  cat >"$folder/etc/apt/sources.list" <<LIST
deb $mirror bookworm main
deb $mirror bookworm-updates main
deb $mirror-security bookworm-security main
LIST
  # The network as this machine has it: names, proxy, certificates of a proxy.
  cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
  cp /etc/apt/apt.conf.d/*proxy* "$folder/etc/apt/apt.conf.d/" 2>/dev/null || true
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    mkdir -p "$folder/usr/local/share/ca-certificates"
    cp /usr/local/share/ca-certificates/*.crt "$folder/usr/local/share/ca-certificates/"
  fi
fi
mkdir -p "$folder/sonae"
(cd "$tree" && tar -cf - --exclude=./build --exclude=./.git --exclude=node_modules --exclude=./web/dist .) |
  tar -xf - -C "$folder/sonae"
for part in proc sys dev; do mountpoint -q "$folder/$part" || mount --rbind "/$part" "$folder/$part"; done
leave() { for part in dev sys proc; do umount -R -l "$folder/$part" || true; done; }
trap leave EXIT
chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
  ${https_proxy:+https_proxy="$https_proxy"} ${http_proxy:+http_proxy="$http_proxy"} \
  bash -c "cd /sonae && ${*:-./run --build-only && ./test}"
