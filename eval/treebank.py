#!/usr/bin/env python3
"""Tags, lemmas and trees on gold tokens of UD English dev sets: eval/treebank.py [--readout PROGRAM] [--model MODEL]

Per cent of words.  LAS counts relations of the label list of readout.h: a subtype that it lacks is
its base, as in training.  XPOS is scored where the treebank has Penn tags."""
import argparse
import gzip
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
UD = os.path.join(os.path.dirname(os.path.dirname(HERE)), "shared", "data", "ud")
UNMARKED = {"obl:tmod": "obl:unmarked", "obl:npmod": "obl:unmarked",
            "nmod:tmod": "nmod:unmarked", "nmod:npmod": "nmod:unmarked"}
HEADER = os.path.join(os.path.dirname(HERE), "include", "readout.h")


def known_labels():
    """The relations of RO_DEPREL_LIST."""
    text = open(HEADER, encoding="utf-8").read()
    text = text[text.index("#define RO_DEPREL_LIST"):]
    text = text[:text.index("\n\n")]
    return set(text.split('"')[1::2])


def in_order(text):
    """The documents of the output as they stand in the file: "# newdoc id = PATH#NUMBER"."""
    documents = text.split("# newdoc id = ")[1:]
    numbers = [int(d.partition("\n")[0].rpartition("#")[2]) if "#" in d.partition("\n")[0] else 0 for d in documents]
    return "\n".join(d for _, d in sorted(zip(numbers, documents)))


def words(text):
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 10 and fields[0].isdigit():
            yield fields


def score(program, model, name, labels):
    with gzip.open(os.path.join(UD, name + ".conllu.gz"), "rt", encoding="utf-8") as f:
        gold_text = f.read()
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as f:
        f.write(gold_text)
        f.flush()
        done = subprocess.run([program, "annotate", "--quiet", "--model", model, "--input", "conllu", "--format", "conllu",
                               f.name], capture_output=True, text=True, check=True)
    gold, found = list(words(gold_text)), list(words(in_order(done.stdout)))
    assert [g[1] for g in gold] == [f[1] for f in found], name
    right = {"upos": 0, "xpos": 0, "feats": 0, "lemma": 0, "uas": 0, "las": 0}
    for g, f in zip(gold, found):
        label = UNMARKED.get(g[7], g[7])
        label = label if label in labels else label.split(":")[0]
        right["lemma"] += g[2] == f[2]
        right["upos"] += g[3] == f[3]
        right["xpos"] += g[4] == f[4]
        right["feats"] += g[5] == f[5]
        right["uas"] += g[6] == f[6]
        right["las"] += g[6] == f[6] and label == f[7]
    for measure, n in right.items():
        print(f"core.{model}.{name} {measure} {100 * n / len(gold):.2f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default="build/src/cli/readout")
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    args = ap.parse_args()
    labels = known_labels()
    for model in args.model or ("fast", "accurate"):
        for name in ("gum-dev", "ewt-dev"):
            score(args.readout, model, name, labels)


if __name__ == "__main__":
    main()
