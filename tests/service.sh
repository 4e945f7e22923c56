#!/usr/bin/env bash
# SE04: the service unit is valid and closed. Prints `ok` and `FAIL` lines.
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
unit=$tree/packaging/systemd/sonae.service
verdict() { if [ "$1" -eq 0 ]; then printf 'ok   %s\n' "$2"; else printf 'FAIL %s\n' "$2"; fi; }

# lacks UNIT : the settings of SE04 that a unit lacks.
lacks() {
  local line
  while IFS= read -r line; do grep -qxF -- "$line" "$1" || printf '%s\n' "$line"; done <<'LINES'
User=sonae
UMask=0077
StateDirectoryMode=0700
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LINES
  grep -q '^MemoryMax=[1-9]' "$1" || printf 'MemoryMax=\n'
}
missing=$(lacks "$unit")
[ -z "$missing" ]
verdict $? "the unit has every setting of SE04 ${missing//$'\n'/ }"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
sed '/^ProtectSystem=/d; s/^UMask=.*/UMask=0022/' "$unit" >"$scratch/open.service"
[ "$(lacks "$scratch/open.service" | wc -l)" -eq 2 ]
verdict $? "a unit without them is noticed"

# Exposure by systemd's own measure: 0 is closed, 10 is open.
mkdir "$scratch/units"
cp "$unit" "$scratch/units/"
if systemd-analyze security --offline=true --threshold=20 --no-pager "$scratch/units/sonae.service" >"$scratch/report" 2>&1; then
  printf 'ok   exposure at most 2.0 by systemd-analyze\n'
else
  grep -v '✓' "$scratch/report" | head -n 40
  printf 'FAIL exposure at most 2.0 by systemd-analyze\n'
fi
sed -i 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' "$scratch/units/sonae.service"
problems=$(systemd-analyze verify --man=no "$scratch/units/sonae.service" 2>&1 | grep 'sonae.service:' | grep -Ev 'User|Group')
[ -z "$problems" ]
verdict $? "systemd accepts the unit ${problems}"
systemd-sysusers --dry-run "$tree/packaging/systemd/sonae.sysusers" >"$scratch/users" 2>&1
verdict $? "systemd-sysusers accepts the account"
