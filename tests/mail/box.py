#!/usr/bin/python3
"""box.py PORT: a mail server for the browser story. Prints one JSON line for each mail that it takes, until it is ended."""

import json
import signal
import sys
import time

from postbox import Postbox

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
box = Postbox(int(sys.argv[1])).start()
print(json.dumps({"ready": True}), flush=True)
shown = 0
while True:
    for mail in box.mails[shown:]:
        print(json.dumps({"to": mail.recipients, "subject": str(mail.message["subject"]), "text": mail.body("plain")}), flush=True)
        shown += 1
    time.sleep(0.05)
