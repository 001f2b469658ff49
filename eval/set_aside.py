#!/usr/bin/env python3
"""Passages set aside, against two kinds of evidence that nobody had to label for it.

    set_aside.py [--readout PROGRAM] [--offset N] [--part dev|train] [--show N]

found: a line that the same outlet prints in four or more of 20,000 articles is no report.  Every
25th article, from number --offset on, is read, and the share of such lines that are set aside is
counted.  (Names of authors, subheads and pull quotes repeat too, so 100 is out of reach.)
spared: what annotators of PolNeAR marked as the source, cue or content of an attribution is
report.  The share of these spans that no set-aside passage touches is counted."""
import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data")
EVERY, REPEATS, SHORTEST = 25, 4, 12


def articles():
    path = os.path.join(DATA, "raw", "news-2012-2020.jsonl.zst")
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as unpack:
        for line in unpack.stdout:
            yield line


def annotate(program, paths):
    """Documents and their set-aside spans; the later stages cannot be left out, so it takes a while."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl", encoding="utf-8") as out:
        subprocess.run([program, "annotate", "--quiet", "--output", out.name, *paths], check=True)
        for line in out:
            yield json.loads(line)


def covered(spans, start, end):
    return sum(max(0, min(end, s["end"]) - max(start, s["start"])) for s in spans)


def lines_found(program, offset, show):
    sample, repeats = [], collections.Counter()
    for i, line in enumerate(articles()):
        article = json.loads(line)
        for text in {t.strip() for t in article["text"].split("\n")}:
            repeats[article.get("source"), text] += 1
        if i % EVERY == offset:
            sample.append(line)
    found = total = 0
    missed = collections.Counter()
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as f:
        f.writelines(sample)
        f.flush()
        for document in annotate(program, [f.name]):
            source = json.loads(sample[int(document["document"]["path"].rsplit("#", 1)[1]) - 1]).get("source")
            at = 0
            for line in document["text"].split("\n"):
                text = line.strip()
                if len(text) > SHORTEST and repeats[source, text] >= REPEATS:
                    begin = at + line.index(text)
                    total += 1
                    if covered(document["set_aside"], begin, begin + len(text)) > 0.7 * len(text):
                        found += 1
                    else:
                        missed[source, text] += 1
                at += len(line) + 1
    for (source, text), n in missed.most_common(show):
        print(f"# missed {n}x {source}: {text[:150]}")
    return found, total


def spans_spared(program, part, show):
    spared = total = 0
    for document in annotate(program, [os.path.join(DATA, "attribution", "polnear", part)]):
        path = document["document"]["path"]
        with open(path[:-4] + ".ann", encoding="utf-8") as f:
            marks = [line.split("\t") for line in f if re.match(r"T\d+\t\S+ \d", line)]
        for mark in marks:
            parts = [tuple(map(int, p.split())) for p in mark[1].split(" ", 1)[1].split(";")]
            total += 1
            if any(covered(document["set_aside"], s, e) for s, e in parts):
                if show > 0:
                    print(f"# taken {os.path.basename(path)}: {mark[2].strip()[:150]}")
                    show -= 1
            else:
                spared += 1
    return spared, total


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(ROOT, "build", "src", "cli", "readout"))
    ap.add_argument("--offset", type=int, default=12)
    ap.add_argument("--part", default="dev", help="of PolNeAR: dev or train")
    ap.add_argument("--show", type=int, default=0)
    args = ap.parse_args()
    if not glob.glob(os.path.join(DATA, "raw", "*.zst")):
        sys.exit("there is no ../shared/data/raw")
    found, total = lines_found(args.readout, args.offset, args.show)
    print(f"repeated lines {total}")
    print(f"repeated lines, set aside {100 * found / total:.1f}")
    spared, total = spans_spared(args.readout, args.part, args.show)
    print(f"attribution spans {total}")
    print(f"attribution spans, spared {100 * spared / total:.2f}")


if __name__ == "__main__":
    main()
