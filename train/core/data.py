"""The corpora as sentences: words with tags, trees and names, each where the corpus has them."""
import glob
import gzip
import json
import os
import subprocess
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "eval"))
from names import retokenize  # the corpus's tokens, joined as they are when measuring

KINDS = ["Person", "Organization", "Location", "NORP", "Facility", "Product", "Misc", "Date", "Money"]
ONTO = ["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
        "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"]
IGNORE = -100


def bio(kinds):
    """Label -> number: 0 = O, 1 + 2k = B-k, 2 + 2k = I-k."""
    labels = {"O": 0}
    for k, kind in enumerate(kinds):
        labels["B-" + kind], labels["I-" + kind] = 1 + 2 * k, 2 + 2 * k
    return labels


class Labels:
    """Label lists of readout.h, as `train-pack --labels` prints them."""

    def __init__(self, pack):
        lists = json.loads(subprocess.check_output([pack, "--labels"]))
        self.upos = {label: i for i, label in enumerate(lists["upos"])}
        self.xpos = {label: i for i, label in enumerate(lists["xpos"])}
        self.deprel = {label: i for i, label in enumerate(lists["deprel"])}
        self.names, self.onto = bio(KINDS), bio(ONTO)

    def relation(self, label):
        return self.deprel.get(label, self.deprel.get(label.split(":")[0], IGNORE))


class Sentence:
    __slots__ = ("words", "upos", "xpos", "head", "deprel", "names", "onto", "treebank", "soft")

    def __init__(self, words, treebank=0):
        self.words, self.treebank = words, treebank
        self.upos = self.xpos = self.head = self.deprel = self.names = self.onto = self.soft = None


def read_conllu(path, labels, treebank, has_xpos):
    """Heads are word indices, n = the root."""
    def close(rows):
        n = len(rows)
        s = Sentence([r[1] for r in rows], treebank)
        s.upos = [labels.upos.get(r[3], IGNORE) for r in rows]
        if has_xpos:
            s.xpos = [labels.xpos.get(r[4], IGNORE) for r in rows]
        s.head = [int(r[6]) - 1 if r[6] != "0" else n for r in rows]
        s.deprel = [labels.relation(r[7]) for r in rows]
        return s

    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                rows.append(fields)
            elif not line.strip() and rows:
                yield close(rows)
                rows = []
    if rows:
        yield close(rows)


def read_names(pattern, labels):
    for path in sorted(glob.glob(pattern)):
        rows = []
        for line in open(path, encoding="utf-8").read().split("\n") + [""]:
            fields = line.strip().split("\t")
            if line.strip():
                rows.append([fields[0], fields[1] if len(fields) > 1 else "O"])
            elif rows:
                rows = retokenize(rows)
                s = Sentence([r[0] for r in rows])
                s.names = [labels.names.get(r[1], 0) for r in rows]
                yield s
                rows = []


def read_onto(path, labels):
    """JSON lines {"w": [...], "onto": [...]}: labels given by another model."""
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        s = Sentence(row["w"])
        s.onto = [labels.onto.get(t, 0) for t in row["onto"]]
        yield s


TREEBANKS = (("gum", True), ("lines", False), ("partut", False))


def treebanks(data, split, labels, names=("gum", "lines", "partut")):
    for i, (name, has_xpos) in enumerate(TREEBANKS):
        if name in names:
            yield from read_conllu(os.path.join(data, "ud", f"{name}-{split}.conllu.gz"), labels, i, has_xpos)


def worldwide(data, split, labels):
    return read_names(os.path.join(data, "ner", "worldwide", split, "*.tsv"), labels)
