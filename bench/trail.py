#!/usr/bin/env python3
"""bench/trail.py [SONAE [RECORDS]]: `sonae audit verify` on a long operation record, bound to one core, and the
independent verifier in Python on the same file for comparison. Exit 1 when the goal is missed."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS, GOAL = 3, 1_000_000


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    sonae = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "build", "release", "sonae")
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 300_000
    maker = os.path.join(os.path.dirname(sonae), "make_trail")
    if not os.access(maker, os.X_OK):
        print(f"{maker} is missing: cmake -B build/release -DSONAE_BENCH=ON && ninja -C build/release make_trail")
        return 1
    one_core = ["taskset", "-c", str(max(os.sched_getaffinity(0)))]
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        made = seconds([maker, data, str(records)])
        commands = {
            "sonae audit verify": [*one_core, sonae, "audit", "verify", "--data", data],
            "tools/verify-trail.py": [*one_core, "python3", os.path.join(HERE, "..", "tools", "verify-trail.py"),
                                      os.path.join(data, "sonae.db")],
        }
        times = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command))
        size = os.path.getsize(os.path.join(data, "sonae.db"))
    print(f"| proof of {records:,} records ({size / 1e6:.0f} MB), one core | median s | records a minute | goal |\n|---|---|---|---|")
    for name, values in times.items():
        median = statistics.median(values)
        goal = f">= {GOAL:,}" if name.startswith("sonae") else "-"
        print(f"| {name} | {median:.2f} | {records / median * 60:,.0f} | {goal} |")
    print(f"\nappended by trail::append, 1,000 to a commit: {records / made:,.0f} records/s")
    return 0 if records / statistics.median(times["sonae audit verify"]) * 60 >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
