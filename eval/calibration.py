#!/usr/bin/env python3
"""Is the language core as sure as it is right? eval/calibration.py [--readout PROGRAM] [--model MODEL] [--bins]

p_tag and p_head against GUM dev (a tag is right if its UPOS is), p_name against the dev sets of
ner/worldwide (a label is right if type and place in the name are).  Of each: how often right, how
sure in the mean, and the expected calibration error (Naeini et al. 2015): the mean distance of the
two over ten bins of equal width, weighed by words, all in per cent.  p_name also over those words
alone that are, or are called, part of a name: the others are nearly always right."""
import argparse
import glob
import gzip
import os
import subprocess
import tempfile

import names
import treebank

BINS = 10


def run(program, model, paths):
    done = subprocess.run([program, model, *paths], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def report(row, pairs, bins):
    """pairs: (p, right) of each word."""
    n, right, sure = [0] * BINS, [0] * BINS, [0.0] * BINS
    for p, is_right in pairs:
        b = min(int(p * BINS), BINS - 1)
        n[b] += 1
        right[b] += is_right
        sure[b] += p
    total = sum(n)
    error = sum(abs(r - s) for r, s in zip(right, sure)) / total
    print(f"{row} right {100 * sum(right) / total:.2f}")
    print(f"{row} sure {100 * sum(sure) / total:.2f}")
    print(f"{row} ece {100 * error:.2f}")
    for b in range(BINS if bins else 0):
        if n[b]:
            print(f"# {row} {b / BINS:.1f} words {n[b]} sure {100 * sure[b] / n[b]:.1f} right {100 * right[b] / n[b]:.1f}")


def trees(program, model, bins):
    with gzip.open(os.path.join(treebank.UD, "gum-dev.conllu.gz"), "rt", encoding="utf-8") as f:
        text = f.read()
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as f:
        f.write(text)
        f.flush()
        found = run(program, model, [f.name])
    gold = list(treebank.words(text))
    assert [g[1] for g in gold] == [w[0] for w in found]
    report(f"core.{model}.tag", [(float(w[4]), g[3] == w[1]) for g, w in zip(gold, found)], bins)
    report(f"core.{model}.head", [(float(w[5]), g[6] == w[2]) for g, w in zip(gold, found)], bins)


def named(program, model, bins):
    gold = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "all.conllu")
        with open(path, "w", encoding="utf-8") as f:
            for source in sorted(glob.glob(os.path.join(names.NER, "worldwide", "dev", "*.tsv"))):
                for sentence in names.read(source):
                    gold += [tag for _, tag in sentence]
                    for i, (form, _) in enumerate(sentence):
                        f.write(f"{i + 1}\t{form}" + "\t_" * 4 + "\t0\troot\t_\t_\n")
                    f.write("\n")
        found = run(program, model, [path])
    assert len(gold) == len(found)
    pairs = [(float(w[6]), g == names.ours(w[3]), g != "O" or w[3] != "O") for g, w in zip(gold, found)]
    report(f"core.{model}.name", [p[:2] for p in pairs], bins)
    report(f"core.{model}.name-words", [p[:2] for p in pairs if p[2]], bins)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default="build/src/cli/readout", help="eval/chances of the same build is run")
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    ap.add_argument("--bins", action="store_true", help="a line for each bin too")
    args = ap.parse_args()
    chances = os.path.join(os.path.dirname(args.readout), "..", "..", "eval", "chances")
    for model in args.model or ("fast", "accurate"):
        trees(chances, model, args.bins)
        named(chances, model, args.bins)


if __name__ == "__main__":
    main()
