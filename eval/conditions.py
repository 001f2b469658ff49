#!/usr/bin/env python3
"""Conditions against SemEval-2020 task 5, subtask 2 (antecedent and consequent of counterfactuals).

    conditions.py [--readout PROGRAM] [--model fast|accurate] [--lexicon FOLDER] [--show N]

One sentence in five (sentenceID divisible by 5) is the evaluation split; nothing is trained on the
others, they are there to look at.  Tokens are runs of letters and digits.  F1 is over the tokens of
the whole split; where Readout finds several conditions in one sentence, its first one counts.
"marked" leaves out sentences whose antecedent has no conditional form (wishes, "it would be better
to"), which the condition layer does not aim at."""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data", "conditionals",
                    "semeval2020-task5-subtask2-train.csv")
MARKED = re.compile(r"\b(if|unless|provided|providing|assuming|as long as|without|should|had|were|until|once)\b", re.I)
TOKEN = re.compile(r"\w+")


def tokens(text, spans):
    """Numbers of the tokens that begin inside the spans."""
    return {m.start() for m in TOKEN.finditer(text) if any(s <= m.start() < e for s, e in spans)}


def gold_spans(row, half):
    words = row[half].strip()
    if not words or words == "{}":
        return []
    at = row["sentence"].find(words)
    if at < 0:
        at = int(row[half + "_startid"])
    return [(at, at + len(words))]


def system(program, rows, extra):
    with tempfile.TemporaryDirectory() as folder:
        given, made = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(given, "w", encoding="utf-8") as f:
            for row in rows:
                f.write(json.dumps({"text": row["sentence"], "title": "", "published": "2020-01-01",
                                    "url": "s:" + row["sentenceID"]}) + "\n")
        command = [program, "annotate", "--quiet", "--output", made, given] + extra
        subprocess.run(command, check=True)
        with open(made, encoding="utf-8") as f:
            lines = [json.loads(line) for line in f if line.strip()]
            return sorted(lines, key=lambda line: int(line["document"]["path"].rsplit("#", 1)[1]))


def f1(hits, n_system, n_gold):
    p, r = hits / n_system if n_system else 0, hits / n_gold if n_gold else 0
    return 200 * p * r / (p + r) if p + r else 0.0


def score(args, model, rows):
    lines = system(args.readout, rows, ["--model", model] + (["--lexicon", args.lexicon] if args.lexicon else []))
    if len(lines) != len(rows):
        sys.exit(f"{len(rows)} sentences went in, {len(lines)} came out")
    count = {k: [0, 0, 0] for k in ("antecedent", "consequent", "marked antecedent", "marked consequent")}
    found = shown = marked = 0
    for row, line in zip(rows, lines):
        text = row["sentence"]
        if line["text"].strip() != text.strip():
            text = line["text"]
        conditions = line.get("conditions", [])
        first = conditions[0] if conditions else {"condition": [], "consequence": []}
        is_marked = bool(MARKED.search(row["antecedent"])) and not re.search(r"\bwish", row["antecedent"])
        marked += is_marked
        found += bool(conditions) and is_marked
        wrong = False
        for half, key in (("antecedent", "condition"), ("consequent", "consequence")):
            gold = tokens(text, gold_spans(row, half))
            mine = tokens(text, [(s["start"], s["end"]) for s in first[key]])
            wrong |= f1(len(gold & mine), len(mine), len(gold)) < 60 and bool(gold)
            for name in (half, "marked " + half) if is_marked else (half,):
                count[name][0] += len(gold & mine)
                count[name][1] += len(mine)
                count[name][2] += len(gold)
        if wrong and is_marked and shown < args.show:
            shown += 1
            print("#", text)
            for half in ("antecedent", "consequent"):
                print("#    gold", half, "|", row[half])
            for c in conditions:
                for key in ("condition", "consequence"):
                    print("#    mine", key, "|", " ... ".join(text[s["start"]:s["end"]] for s in c[key]))
    print(f"{model}.sentences {len(rows)}")
    print(f"{model}.found-of-marked {100 * found / marked:.1f}")
    for name, (hits, n_system, n_gold) in count.items():
        print(f"{model}.{name.replace(' ', '-')}-token-f1 {f1(hits, n_system, n_gold):.1f}")
    both = [sum(count["marked " + h][i] for h in ("antecedent", "consequent")) for i in range(3)]
    print(f"{model}.marked-token-f1 {f1(*both):.1f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(ROOT, "build", "src", "cli", "readout"))
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    ap.add_argument("--lexicon", help="folder of more tables")
    ap.add_argument("--show", type=int, default=0, help="print so many sentences that went wrong")
    ap.add_argument("--look", action="store_true", help="score the other four fifths (every 8th of them)")
    args = ap.parse_args()
    if not os.path.exists(DATA):
        sys.exit(f"there is no {DATA}")
    with open(DATA, newline="", encoding="utf-8") as f:
        rows = [r for r in csv.DictReader(f)]
    if args.look:
        rows = [r for r in rows if int(r["sentenceID"]) % 5][::8]
    else:
        rows = [r for r in rows if int(r["sentenceID"]) % 5 == 0]
    for model in args.model or ("fast", "accurate"):
        score(args, model, rows)


if __name__ == "__main__":
    main()
