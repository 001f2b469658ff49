#!/usr/bin/env python3
"""Events of crisis sentences by Readout, against two sets that others made.

    eval/events.py [--readout build/src/cli/readout] [--model fast|accurate] [--data ../shared/data]
                   [--split test|dev] [--misses N]

Prints `MODEL.name value` rows, of both models unless one is named.  Sentences are read as one report each; the main event of a sentence is
the one highest in its tree; statements of no particular kind (CAMEO 010) come last.  A fixed fifth of each set (by CRC-32 of the sentence)
is `test`, the rest is `dev`, which rules may be written from.  Definitions:

  class5      events/cameo/class-train.tsv: statement, verbal and material cooperation, verbal and
              material conflict, from the CAMEO root of the main event: 01-02 | 03-05 | 06-09 | 10-14 |
              15-20.  A sentence without an event counts as a statement.
  actors      events/cameo/ner-train.txt: source, target and other actors.  A predicted actor is the
              span of a mention of a party of any event, pronouns only where the party has no
              other mention, as the set marks no pronoun beside a name; it is right where it
              overlaps a gold span of any role that no other mention has taken.
The unit sentences of PETRARCH are no measure: their codes are those of an older scheme, not CAMEO's.
Standard library only."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = {"STATEMENT": 1, "REQUEST": 2, "AGREE": 3, "CONSULT": 4, "SUPPORT": 5, "COOPERATE": 6, "AID": 7,
        "CONCEDE": 8, "RETREAT": 8, "ACCUSE": 11, "REJECT": 12, "THREATEN": 13, "PROTEST": 14,
        "MOBILIZE": 15, "SANCTION": 16, "COERCE": 17, "ASSAULT": 19}


def in_split(text, split):
    is_test = zlib.crc32(text.encode()) % 5 == 0
    return is_test == (split == "test")


def annotate(args, sentences):
    """One annotation object a sentence, in order; the program may print them in another."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sentences.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for s in sentences:
                f.write(json.dumps({"text": s, "published": "2018-01-01"}) + "\n")
        out = subprocess.run([args.readout, "annotate", "--quiet", "--model", args.setting, path], capture_output=True, text=True, check=True).stdout
    by_text = {line["text"].strip(): line for line in map(json.loads, out.splitlines())}
    empty = {"text": "", "tokens": [], "events": [], "mentions": []}
    return [by_text.get(s.strip(), empty) for s in sentences]


def root_of(event):
    code = event.get("cameo") or ""
    return int(code[:2]) if code[:2].isdigit() and int(code[:2]) else ROOT[event["class"]]


def main_event(line):
    tokens = line["tokens"]

    def depth(event):
        at = next((i for i, t in enumerate(tokens) if t["start"] >= event["trigger"]["start"]), 0)
        n = 0
        while (tokens[at]["head"] if tokens[at]["head"] is not None else -1) >= 0 and n < 50:
            at, n = tokens[at]["head"], n + 1
        return n
    events = line["events"]
    return min(events, key=lambda e: ((e["cameo"] or "010") in ("01", "010"), depth(e), e["trigger"]["start"])) if events else None


def five(root):
    return 0 if root <= 2 else 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


def score_class(args):
    path = os.path.join(args.data, "events/cameo/class-train.tsv")
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if "\t" in line]
    rows = [r for r in rows if in_split(r[0], args.split)]
    right = found = coded = right_of_coded = 0
    lines = annotate(args, [r[0] for r in rows])
    for (text, label), line in zip(rows, lines):
        event = main_event(line)
        guess = five(root_of(event)) if event else 0
        found += event is not None
        right += guess == int(label)
        if event and event["class"] != "STATEMENT":
            coded += 1
            right_of_coded += guess == int(label)
        if guess != int(label) and args.misses > 0:
            args.misses -= 1
            what = f"{event['class']} {line['text'][event['trigger']['start']:event['trigger']['end']]}" if event else "-"
            print(f"class5 gold {label} got {guess} [{what}] {text[:180]}", file=sys.stderr)
    n = len(rows)
    print(f"{args.setting}.class5-sentences {n}")
    print(f"{args.setting}.class5-accuracy {100 * right / n:.1f}")
    print(f"{args.setting}.class5-with-event {100 * found / n:.1f}")
    print(f"{args.setting}.class5-accuracy-where-coded {100 * right_of_coded / max(1, coded):.1f}")


def read_ner(path):
    text, spans, out, open_span = "", [], [], None
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if len(fields) < 2:
            if text:
                out.append((text, [tuple(s) for s in spans]))
            text, spans = "", []
            continue
        word, tag = fields[0], fields[1]
        start = len(text) + (1 if text else 0)
        text += (" " if text else "") + word
        if tag.startswith("B-"):
            spans.append([start, len(text)])
        elif tag.startswith("I-") and spans:
            spans[-1][1] = len(text)
    if text:
        out.append((text, [tuple(s) for s in spans]))
    return out


def score_actors(args):
    rows = [r for r in read_ner(os.path.join(args.data, "events/cameo/ner-train.txt")) if in_split(r[0], args.split)]
    hit = n_gold = n_system = 0
    for (text, gold), line in zip(rows, annotate(args, [r[0] for r in rows])):
        parties = {x for e in line["events"] for x in e["actors"] + e["recipients"]}
        named = {m.get("entity") for m in line["mentions"] if m["form"] != "pronoun"}
        spans = sorted({(m["start"], m["end"]) for m in line["mentions"] if m.get("entity") in parties
                        and (m["form"] != "pronoun" or m["entity"] not in named)})
        outer = [s for s in spans if not any(t != s and t[0] <= s[0] and s[1] <= t[1] for t in spans)]
        free = set(gold)
        for start, end in outer:
            taken = next((g for g in sorted(free) if min(g[1], end) > max(g[0], start)), None)
            if taken:
                free.discard(taken)
                hit += 1
        n_gold += len(gold)
        n_system += len(outer)
    p, r = hit / max(1, n_system), hit / max(1, n_gold)
    print(f"{args.setting}.actors-P {100 * p:.1f}")
    print(f"{args.setting}.actors-R {100 * r:.1f}")
    print(f"{args.setting}.actors-F1 {200 * p * r / max(1e-9, p + r):.1f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(HERE, "../build/src/cli/readout"))
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    ap.add_argument("--data", default=os.path.join(HERE, "../../shared/data"))
    ap.add_argument("--split", choices=("test", "dev"), default="test")
    ap.add_argument("--misses", type=int, default=0)
    args = ap.parse_args()
    if not os.path.isdir(os.path.join(args.data, "events")):
        print("eval/events.py: no data, skipped", file=sys.stderr)
        return
    for args.setting in args.model or ("fast", "accurate"):
        score_class(args)
        score_actors(args)


if __name__ == "__main__":
    main()
