#!/usr/bin/env bash
# A full disk: what people save is refused at once, reading and signing in go on, the administrator is warned in time, and
# all of it ends by itself when there is room again (RE07). A file system of its own in memory; nobody else sees it.
exec unshare --user --map-root-user --mount python3 "$(dirname "${BASH_SOURCE[0]}")/attack/full.py" "$@"
