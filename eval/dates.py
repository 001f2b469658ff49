#!/usr/bin/env python3
"""Days of publication found from the text alone, on reports whose file names give the day.

    eval/dates.py [--readout build/src/cli/readout] [--stories ../shared/stories] [--show N]

The 92 reports of ukraine-2022-wide are copied under names without a date and dated together.  Some
of their file days are wrong (old articles collected again), so the best possible score is below
100.  Rows: reports dated; share (of all) whose interval's middle lies within 1, 3, 7 days of the
file's day; share whose interval holds it; median distance in days of those dated.
Standard library only."""
import argparse
import datetime
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(HERE, "..", "build", "src", "cli", "readout"))
    ap.add_argument("--stories", default=os.path.join(HERE, "..", "..", "shared", "stories"))
    ap.add_argument("--lexicon")
    ap.add_argument("--show", type=int, default=0, help="list the N farthest")
    args = ap.parse_args()
    files = sorted(glob.glob(os.path.join(args.stories, "ukraine-2022-wide", "*.txt")))
    if not files:
        return
    day = {}
    with tempfile.TemporaryDirectory() as folder:
        for i, path in enumerate(files):
            name = os.path.basename(path)
            day[f"r{i:03}.txt"] = datetime.date(int(name[:4]), int(name[4:6]), int(name[6:8]))
            shutil.copyfile(path, os.path.join(folder, f"r{i:03}.txt"))
        command = [args.readout, "annotate", "--quiet", folder]
        if args.lexicon:
            command += ["--lexicon", args.lexicon]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    far, n_hold = [], 0
    for line in run.stdout.splitlines():
        document = json.loads(line)["document"]
        name, published = os.path.basename(document["path"]), document["published"]
        if not published.get("from"):
            continue
        first, last = (datetime.date.fromisoformat(published[k]) for k in ("from", "to"))
        middle = first + (last - first) / 2
        far.append((abs((middle - day[name]).days), files[int(name[1:4])], first, last))
        n_hold += first <= day[name] <= last
    print(f"dates.wide.reports {len(files)}")
    print(f"dates.wide.dated {100 * len(far) / len(files):.1f}")
    for limit in (1, 3, 7):
        print(f"dates.wide.within_{limit} {100 * sum(f[0] <= limit for f in far) / len(files):.1f}")
    print(f"dates.wide.holds {100 * n_hold / len(files):.1f}")
    print(f"dates.wide.median_days {statistics.median(f[0] for f in far) if far else -1:.1f}")
    for row in sorted(far, reverse=True)[:args.show]:
        print("#", row[0], os.path.basename(row[1]), row[2], row[3])


if __name__ == "__main__":
    main()
