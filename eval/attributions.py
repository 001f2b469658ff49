#!/usr/bin/env python3
"""Attributions of PolNeAR (news of the US election of 2016, Newell et al. 2018) by Readout.

    eval/attributions.py [--readout build/src/cli/readout] [--model fast|accurate] [--data ../shared/data] [--split dev]
                         [--misses N] [--extras N] [--limit DOCS]

Prints `MODEL.name value` rows, of both models unless one is named.  Definitions; every span is a set of characters of the text:

  pairing     gold and predicted attributions of an article are paired one to one, best first, by
              2 * (do the cues overlap) + (IoU of the contents); a pair needs overlapping cues,
              or contents with an IoU of at least 0.5
  cue         a pair counts where the cues overlap (overlap) or are equal (exact)
  source      ... where the sources do; gold attributions without a source are left out of the
              gold count, predicted ones without a source out of the predicted count
  content     ... where the contents do (all spans of a content together)
  whole       a pair counts where cue, source and content all overlap, or are all equal; no source
              equals no source
  token       over all white-space tokens of the articles: is it in some source, cue, content
P is over the predicted, R over the gold attributions.  PolNeAR marks no attribution whose cue lies
in the content of another one (0 of 19,893 in its train part); predicted attributions that have a
parent are therefore left out.  All else counts: headlines, attributions without a source.
Standard library only."""
import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read_gold(path):
    """brat standoff -> [(source, cue, content)], each a tuple of (start, end)."""
    spans, events = {}, []
    with open(path, encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 2 or not fields[0]:
                continue
            if fields[0][0] == "T":
                m = re.match(r"\S+ ([\d; ]+)", fields[1])
                if m:
                    spans[fields[0]] = [tuple(map(int, p.split())) for p in m[1].strip().split(";")]
            elif fields[0][0] == "E":
                events.append(fields[1].split())
    out = []
    for roles in events:
        parts = collections.defaultdict(list)
        for role in roles:
            name, target = role.split(":")
            parts[re.sub(r"\d+$", "", name)].extend(spans.get(target, []))
        if parts["Cue"]:
            out.append(tuple(tuple(sorted(parts[k])) for k in ("Source", "Cue", "Content")))
    return out


def read_predicted(line):
    out = []
    for a in line["attributions"]:
        if a.get("parent") is not None:
            continue
        s = a.get("source") or {}
        source = ((s["start"], s["end"]),) if "start" in s else ()
        spans = [tuple((x["start"], x["end"]) for x in a[k]) for k in ("cue", "content")]
        out.append((source, *spans))
    return out


def overlaps(a, b):
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def iou(a, b):
    if not overlaps(a, b):
        return 0.0
    x = {i for s, e in a for i in range(s, e)}
    y = {i for s, e in b for i in range(s, e)}
    return len(x & y) / len(x | y)


def pair(gold, predicted):
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            cue, content = overlaps(g[1], p[1]), iou(g[2], p[2])
            if cue or content >= 0.5:
                scored.append((-(2 * cue + content), i, j))
    scored.sort()
    used_g, used_p, pairs = set(), set(), []
    for _, i, j in scored:
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((i, j))
    return pairs


class Count:
    def __init__(self):
        self.hits = self.predicted = self.gold = 0

    def rows(self, name):
        p = self.hits / self.predicted if self.predicted else 0.0
        r = self.hits / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return [(f"{name} P", p), (f"{name} R", r), (f"{name} F1", f)]


def score(gold, predicted, text, counts):
    pairs = pair(gold, predicted)
    for how, same in (("overlap", overlaps), ("exact", lambda a, b: bool(a) and set(a) == set(b))):
        for k, role in ((1, "cue"), (0, "source"), (2, "content")):
            c = counts[f"{role} {how}"]
            c.gold += sum(bool(g[k]) for g in gold)
            c.predicted += sum(bool(p[k]) for p in predicted)
            c.hits += sum(same(gold[i][k], predicted[j][k]) for i, j in pairs)
        c = counts[f"whole {how}"]
        c.gold += len(gold)
        c.predicted += len(predicted)
        c.hits += sum(all(same(gold[i][k], predicted[j][k]) or (not gold[i][k] and not predicted[j][k])
                          for k in range(3)) for i, j in pairs)
    tokens = [m.span() for m in re.finditer(r"\S+", text)]
    for k, role in ((1, "cue"), (0, "source"), (2, "content")):
        marks = []
        for side in (gold, predicted):
            inside = {i for a in side for s, e in a[k] for i in range(s, e)}
            marks.append([any(i in inside for i in range(s, e)) for s, e in tokens])
        c = counts[f"{role} token"]
        c.gold += sum(marks[0])
        c.predicted += sum(marks[1])
        c.hits += sum(a and b for a, b in zip(*marks))
    return pairs


def show(kind, text, a):
    words = [" ... ".join(text[s:e] for s, e in spans).replace("\n", " ") for spans in a]
    print(f"{kind} | {words[0]} | {words[1]} | {words[2]}")


def measure(args, setting, paths):
    result = subprocess.run([args.readout, "annotate", "--quiet", "--model", setting, *paths], capture_output=True, check=False)
    counts = collections.defaultdict(Count)
    by_name = {}
    for raw in result.stdout.decode("utf-8").splitlines():
        line = json.loads(raw)
        by_name[os.path.basename(line["document"]["path"])] = line
    for path in paths:
        line = by_name.get(os.path.basename(path))
        gold = read_gold(path[:-3] + "ann")
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        if line is not None and line["text"] != text:
            print(f"attributions: text differs: {path}", file=sys.stderr)
        predicted = read_predicted(line) if line else []
        pairs = score(gold, predicted, text, counts)
        found, used = {i for i, _ in pairs}, {j for _, j in pairs}
        if args.misses:
            for i, g in enumerate(gold):
                if i not in found:
                    show("missed", text, g)
        if args.extras:
            for j, p in enumerate(predicted):
                if j not in used:
                    show("extra", text, p)
        if args.wrong:
            for i, j in pairs:
                if not (set(gold[i][0]) == set(predicted[j][0]) and set(gold[i][2]) == set(predicted[j][2])):
                    show("gold ", text, gold[i])
                    show("   is", text, predicted[j])
    for name, c in counts.items():
        for row, value in c.rows(f"{setting}.polnear {name}"):
            print(f"{row} {100 * value:.1f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(HERE, "../build/src/cli/readout"))
    ap.add_argument("--data", default=os.path.join(HERE, "../../shared/data"))
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    ap.add_argument("--split", default="dev")
    ap.add_argument("--limit", type=int, default=0, help="read only so many articles")
    ap.add_argument("--misses", action="store_true", help="list gold attributions that are not found")
    ap.add_argument("--extras", action="store_true", help="list predicted ones that are not in the gold")
    ap.add_argument("--wrong", action="store_true", help="list pairs with a wrong source or content")
    args = ap.parse_args()
    paths = sorted(glob.glob(os.path.join(args.data, "attribution/polnear", args.split, "*.txt")))
    if args.limit:
        paths = paths[:args.limit]
    if not paths:
        print("attributions: no PolNeAR data, skipped", file=sys.stderr)
        return
    for setting in args.model or ("fast", "accurate"):
        measure(args, setting, paths)


if __name__ == "__main__":
    main()
