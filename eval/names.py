#!/usr/bin/env python3
"""Named entities on the dev sets of ner/worldwide and ner/re3d: eval/names.py [--readout PROGRAM] [--model MODEL]

F1 of exact spans and types on given tokens, places of all kinds as one type, dates and money left
out.  The corpora's own tokens are joined where the token stage would not cut ("’" "s")."""
import argparse
import glob
import os
import re
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NER = os.path.join(os.path.dirname(os.path.dirname(HERE)), "shared", "data", "ner")
GOLD = {"Person": "PER", "Organization": "ORG", "Organisation": "ORG", "Location": "LOC", "NORP": "NORP",
        "Nationality": "NORP", "Facility": "FAC", "Product": "PRODUCT", "Weapon": "PRODUCT",
        "MilitaryPlatform": "PRODUCT", "Misc": "MISC"}
OURS = {"GPE": "LOC", "EVENT": "MISC"}


def read(path):
    """Sentences of [form, tag]."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        fields = line.strip().split("\t")
        if not line.strip():
            if sentence:
                yield retokenize(sentence)
            sentence = []
            continue
        kind = GOLD.get(fields[1][2:]) if len(fields) > 1 else None
        sentence.append([fields[0], fields[1][0] + "-" + kind if kind else "O"])
    if sentence:
        yield retokenize(sentence)


def retokenize(words):
    out, i = [], 0
    while i < len(words):
        form, tag = words[i]
        following = words[i + 1][0].lower() if i + 1 < len(words) else ""
        if out and form in ("'", "’") and following in ("s", "re", "ve", "ll", "m", "d"):
            out.append([form + words[i + 1][0], "O"])
            i += 1
        elif out and form in ("'", "’") and following == "t" and re.search("[A-Za-z]n$", out[-1][0]):
            out[-1][0] = out[-1][0][:-1]
            out.append(["n" + form + "t", tag])
            i += 1
        else:
            out.append([form, tag])
        i += 1
    return out


def spans(tags):
    """{(first, end, type)} of BIO tags; an I- that follows nothing of its type begins."""
    found, first, kind = set(), None, None
    for i, tag in enumerate(tags + ["O"]):
        if kind and (tag[0] != "I" or tag[2:] != kind):
            found.add((first, i, kind))
            kind = None
        if tag != "O" and not kind:
            first, kind = i, tag[2:]
    return found


def ours(tag):
    return tag[:2] + OURS.get(tag[2:], tag[2:]) if tag != "O" else tag


def annotate(program, model, paths):
    """Yields (gold tags, found tags) of each sentence."""
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            gold = list(read(path))
            name = os.path.join(folder, f"{number}.conllu")
            with open(name, "w", encoding="utf-8") as f:
                for sentence in gold:
                    for i, (form, _) in enumerate(sentence):
                        f.write(f"{i + 1}\t{form}" + "\t_" * 4 + "\t0\troot\t_\t_\n")
                    f.write("\n")
            done = subprocess.run([program, "annotate", "--quiet", "--model", model, "--input", "conllu", "--format", "conllu",
                                   name], capture_output=True, text=True, check=True)
            found = re.findall(r"^\d+\t.*\bNER=([^|\s]+)", done.stdout, re.M)
            at = 0
            for sentence in gold:
                tags = [ours(t) for t in found[at:at + len(sentence)]]
                at += len(sentence)
                yield [tag for _, tag in sentence], tags
            assert at == len(found), path


def score(program, model, name, paths):
    right, n_gold, n_found = {}, {}, {}
    for gold, found in annotate(program, model, paths):
        gold, found = spans(gold), spans(found)
        for table, rows in ((n_gold, gold), (n_found, found), (right, gold & found)):
            for row in rows:
                for kind in (row[2], "all"):
                    table[kind] = table.get(kind, 0) + 1
    for kind in sorted(n_gold):
        total = n_gold[kind] + n_found.get(kind, 0)
        print(f"core.{model}.{name} {kind} {200 * right.get(kind, 0) / total:.2f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default="build/src/cli/readout")
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    args = ap.parse_args()
    worldwide = sorted(glob.glob(os.path.join(NER, "worldwide", "dev", "*.tsv")))
    for model in args.model or ("fast", "accurate"):
        score(args.readout, model, "worldwide-dev", worldwide)
        score(args.readout, model, "re3d-dev", [os.path.join(NER, "re3d", "dev.txt")])


if __name__ == "__main__":
    main()
