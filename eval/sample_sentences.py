#!/usr/bin/env python3
"""A seeded draw of news sentences and what the language core makes of them, to be read by eye:

    eval/sample_sentences.py -n 200 --seed 17 --model accurate [--against fast] [--plain] [--text FOLDER]

Each sentence in one block: its words, then one line a word of arc, tag and name (short with --plain:
the words with their tags only where the other model differs).  With --against, arcs, tags and names
that the other model reads otherwise are marked "<> ..." and, with --differing, no others are printed.
Articles are drawn from ../shared/data/raw; of each, one sentence of at least --least tokens.  What
this prints is text of publishers: it is for reading, and belongs in no file of the project."""
import argparse
import json
import os
import random
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RAW = os.path.join(os.path.dirname(os.path.dirname(HERE)), "shared", "data", "raw", "news-2012-2020.jsonl.zst")


def articles(n, seed):
    """n articles, drawn by number: the file is read once and only those are kept."""
    lines = subprocess.run(["zstd", "-dc", RAW], capture_output=True, check=True).stdout.split(b"\n")
    lines = [line for line in lines if line]
    return [json.loads(lines[i])["text"] for i in sorted(random.Random(seed).sample(range(len(lines)), n))]


def annotated(program, model, paths):
    done = subprocess.run([program, "annotate", "--quiet", "--model", model, "--format", "conllu", *paths],
                          capture_output=True, text=True, check=True)
    reports = {}
    for document in done.stdout.split("# newdoc id = ")[1:]:
        path, _, rest = document.partition("\n")
        reports[path] = [[line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
                         for block in rest.split("\n\n") if "\t" in block]
    return reports


def name_of(fields):
    kept = [f for f in fields[9].split("|") if f[:4] == "NER=" and f != "NER=O" or f[:5] == "Onto="]
    return " ".join(f.partition("=")[2] for f in kept)


def show(number, sentence, other, differing):
    print(f"#{number} {' '.join(f[1] for f in sentence)}")
    form = {f[0]: f[1] for f in sentence}
    for i, f in enumerate(sentence):
        arc = f"{f[7]}:{form.get(f[6], 'ROOT')}.{f[6]}"
        line = f"  {f[0]} {f[1]} {f[4]} {arc} {name_of(f)}".rstrip()
        if other:
            o = other[i]
            changes = [new for new, same in ((o[4], o[4] == f[4]),
                                             (f"{o[7]}:{form.get(o[6], 'ROOT')}.{o[6]}", (o[6], o[7]) == (f[6], f[7])),
                                             (name_of(o) or "O", name_of(o) == name_of(f))) if not same]
            if changes:
                print(f"{line} <> {' '.join(changes)}")
                continue
        if not differing:
            print(line)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default="build-release/src/cli/readout")
    ap.add_argument("-n", type=int, default=200)
    ap.add_argument("--seed", type=int, default=17)
    ap.add_argument("--least", type=int, default=6, help="tokens of a sentence")
    ap.add_argument("--model", default="accurate")
    ap.add_argument("--against", help="another model")
    ap.add_argument("--differing", action="store_true", help="print only words that the two read otherwise")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, text in enumerate(articles(args.n, args.seed)):
            paths.append(os.path.join(folder, f"{i:04}.txt"))
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write(text)
        first = annotated(args.readout, args.model, paths)
        second = annotated(args.readout, args.against, paths) if args.against else {}
    rng = random.Random(args.seed)
    for number, path in enumerate(paths):
        long = [k for k, s in enumerate(first.get(path, [])) if len(s) >= args.least]
        if not long:
            continue
        k = rng.choice(long)
        other = second[path][k] if args.against else None
        show(number, first[path][k], other, args.differing)


if __name__ == "__main__":
    main()
