#!/usr/bin/env bash
# Mails as a real mail server receives them: words, addresses, TLS, sign-in, a server that is away, kill -9, no secrets.
exec /usr/bin/python3 "$(dirname "${BASH_SOURCE[0]}")/mail/check.py" "$@"
