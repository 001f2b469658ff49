#!/usr/bin/env python3
"""Scores families of copies on pairs of reports: families.py [--readout PROGRAM] [--misses]

The pairs are put together from the sentences of eval/stories/families.txt by the recipes below, each
for every story; a pair is given to Readout as two reports.  Printed: precision and recall of "one
source" over pairs, the share of pairs of each kind that are right, and how many versions are told as
such with the right one on top.  Then the exact words shared by two reports of
../shared/stories/ukraine-2022-wide, counted here by brute force, against the families found there."""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WIDE = os.path.join(HERE, "..", "..", "shared", "stories", "ukraine-2022-wide")
PLACE = "https://paper.example/news/"
# kind: (sentences of the first, of the second, one source?); a word before ":" does something to
# the second report: see make().
RECIPES = {
    "copy": ("w1-7", "w1-7", True),
    "copy, other typography": ("w1-7 q1", "curly: w1-7 q1", True),
    "copy, paragraphs in other order": ("w1-7", "w1 w4 w3 w6 w2 w5 w7", True),
    "copy, every 12th word edited": ("w1-7", "edit: w1-7", True),
    "cut": ("w1-7", "w1-3", True),
    "cut, quotation left out": ("w1-2 q1 w3-7", "w1-4", True),
    "cut, other lead": ("w1-7 q1", "l1 w3 w4", True),
    "edited lead": ("w1-7", "l1-2 w3-7", True),
    "edited lead, own paragraphs": ("w1-7", "l1 w2 w3 o1 w4 w5 o2 w6", True),
    "wire and own paragraphs": ("w1-5", "w1-5 o1-3", True),
    "version, same address": ("w1-7", "address: u1-2 w4 u3 w5 w7 u4 w6", True),
    "version, same paper and title": ("t1 w1-7", "title: t2 u1-2 w3 u3 w5 w7", True),
    "version, mostly rewritten": ("w1-7", "address: u1-4 o1 w5 w6 o2", True),
    "same event, other hand": ("w1-7", "i1-5", False),
    "same event, shared quotation": ("w1-3 q1", "i1-4 q1", False),
    "short items, shared quotation": ("w1 q1", "i1 q1", False),
    "shared footer, same event": ("w1-5 b1-3", "paper: i1-5 b1-3", False),
    "shared footer, other event": ("w1-5 b1-3", "paper: next i1-5 b1-3", False),
    "translation of the facts": ("w1-7", "r1-4", False),
    "follow-up with old background": ("w1-7", "i1 u3 w5 i3-5 u4", False),
}


def sentences():
    stories = {}
    with open(os.path.join(HERE, "stories", "families.txt"), encoding="utf-8") as f:
        for line in f:
            if line[0] != "#":
                story, key, text = line.strip().split(" ", 2)
                stories.setdefault(story, {})[key] = text
    return stories


def expand(words):
    for word in words:
        kind, first, last = re.match(r"([a-z])(\d+)(?:-(\d+))?$", word).groups()
        yield from (f"{kind}{i}" for i in range(int(first), int(last or first) + 1))


def make(spec, story, other, day):
    """A report of the sentences; what stands before ":" gives it an address, a title, a paper."""
    act, _, words = spec.rpartition(": ")
    words = words.split()
    chosen = []
    for part in words:
        if part == "next":
            continue
        source = other if "next" in words and part[0] != "b" else story
        chosen += [source[k] for k in expand([part])]
    report = {"published": f"2031-05-{day:02}"}
    if spec.startswith("title:") or chosen[0] == story["t1"]:
        report["title"], report["source"] = chosen.pop(0), "Kaldor Messenger"
    text = "\n".join(chosen)
    if act == "curly":
        text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019").replace("\n", "\n\n")
    if act == "edit":
        pieces = text.split(" ")
        text = " ".join("indeed" if i % 12 == 11 else w for i, w in enumerate(pieces))
    if act == "address":
        report["url"] = PLACE + "one"
    if act == "paper":
        report["source"] = "Kaldor Messenger"
    report["text"] = text
    return report


def pairs():
    stories = sentences()
    names = sorted(stories)
    for kind, (first, second, is_family) in RECIPES.items():
        for i, name in enumerate(names):
            story, other = stories[name], stories[names[(i + 1) % len(names)]]
            a, b = make(first, story, other, 12), make(second, story, other, 13)
            if "url" in b:
                a["url"] = b["url"] + "?utm_source=feed"
            if second.startswith("paper"):
                a["source"] = b["source"]
            yield kind, name, is_family, a, b


def read(program, reports):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "pair.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(r) + "\n" for r in reports)
        printed = subprocess.run([program, "story", "--quiet", "--model", "fast", "--format", "json", path], check=True,
                                 capture_output=True, text=True).stdout
    return json.loads(printed)["documents"]


def wide(program):
    """Pairs of real reports: shared runs of eight words, quotations left out, by brute force."""
    paths = sorted(glob.glob(os.path.join(WIDE, "*.txt")))
    if not paths:
        return
    runs = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            words = re.findall(r"[^\W_]+", re.sub("[\"\u201c][^\"\u201d\n]*[\"\u201d]", " ", f.read().lower()))
        runs.append({tuple(words[i:i + 8]) for i in range(len(words) - 7)})
    printed = subprocess.run([program, "story", "--quiet", "--model", "fast", "--format", "json", *paths], check=True,
                             capture_output=True, text=True).stdout
    family = [d["family"] for d in json.loads(printed)["documents"]]
    counts = {"found": 0, "half shared": 0, "half shared, found": 0, "found, under a quarter shared": 0}
    for i in range(len(paths)):
        for j in range(i):
            share = len(runs[i] & runs[j]) / max(1, min(len(runs[i]), len(runs[j])))
            is_one = family[i] == family[j]
            counts["found"] += is_one
            counts["half shared"] += share >= 0.5
            counts["half shared, found"] += share >= 0.5 and is_one
            counts["found, under a quarter shared"] += share < 0.25 and is_one
    print(f"wide families {len(set(family))}")
    for name, value in counts.items():
        print(f"wide pairs {name} {value}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(HERE, "..", "build", "src", "cli", "readout"))
    ap.add_argument("--misses", action="store_true", help="name the pairs that are wrong")
    args = ap.parse_args()
    right, n, hits, found, true = {}, {}, 0, 0, 0
    versions = told = 0
    for kind, name, is_family, a, b in pairs():
        docs = read(args.readout, [a, b])
        is_found = docs[0]["family"] == docs[1]["family"]
        found += is_found
        true += is_family
        hits += is_found and is_family
        n[kind] = n.get(kind, 0) + 1
        right[kind] = right.get(kind, 0) + (is_found == is_family)
        relation = docs[1].get("relation") or {}
        if kind.startswith("version"):
            versions += 1
            told += relation.get("kind") == "version" and relation.get("supersedes") is True
        if args.misses and is_found != is_family:
            print(f"# {kind}, story {name}: {relation}", file=sys.stderr)
    print(f"pairs {sum(n.values())}")
    print(f"one source P {100 * hits / max(1, found):.1f}")
    print(f"one source R {100 * hits / max(1, true):.1f}")
    for kind in n:
        print(f"right: {kind} {100 * right[kind] / n[kind]:.1f}")
    print(f"versions told as such {100 * told / versions:.1f}")
    wide(args.readout)


if __name__ == "__main__":
    main()
