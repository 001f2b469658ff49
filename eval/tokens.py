#!/usr/bin/env python3
"""Tokens and sentences on the raw text of UD English dev sets: eval/tokens.py [--readout PROGRAM]

F1 of exact spans.  Paragraphs of the treebank are lines; sentences within one are parted by a space.
gum-dev news: the documents of that genre alone.  sample: tests/samples/news.txt, cut by hand."""
import argparse
import gzip
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
UD = os.path.join(os.path.dirname(os.path.dirname(HERE)), "shared", "data", "ud")


SAMPLE = os.path.join(os.path.dirname(HERE), "tests", "samples", "news")


def sentences(path, genre):
    """Yields (text, words, does a paragraph begin) of the documents whose name holds genre."""
    begins, text, words, name = True, "", [], ""
    for line in gzip.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")) and not line.startswith("# newpar_block"):
            begins = True
            name = line if line.startswith("# newdoc") else name
        elif line.startswith("# text = "):
            text = line[9:]
        elif not line and words:
            if genre in name:
                yield text, words, begins
            begins, words = False, []
        elif line and line[0] != "#" and line.split("\t")[0].isdigit():
            words.append(line.split("\t")[1])


def gold(path, genre):
    out, tokens, spans = "", [], []
    for text, words, begins in sentences(path, genre):
        out += ("\n" if begins else " ") if out else ""
        base, at, first = len(out), 0, len(tokens)
        for word in words:
            found = text.find(word, at)
            found = at if found < 0 else found
            tokens.append((base + found, base + found + len(word)))
            at = found + len(word)
        spans.append((tokens[first][0], tokens[-1][1]))
        out += text
    return out, set(tokens), set(spans)


def f1(gold_spans, found):
    return 200 * len(gold_spans & found) / (len(gold_spans) + len(found))


def sample():
    with open(SAMPLE + ".txt", encoding="utf-8") as f:
        text = f.read()
    spans, at = set(), 0
    with open(SAMPLE + ".sentences", encoding="utf-8") as f:
        for line in f.read().splitlines():
            begin = text.index(line, at)
            at = begin + len(line)
            spans.add((begin, at))
    return text, set(), spans


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default="build/src/cli/readout")
    args = ap.parse_args()
    for name, file, genre in (("gum-dev", "gum-dev", ""), ("gum-dev news", "gum-dev", "_news_"),
                              ("ewt-dev", "ewt-dev", ""), ("sample", None, None)):
        text, tokens, spans = gold(os.path.join(UD, file + ".conllu.gz"), genre) if file else sample()
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
            f.write(text)
            f.flush()
            done = subprocess.run([args.readout, "annotate", "--quiet", f.name], capture_output=True,
                                  text=True, check=True)
        found = json.loads(done.stdout)
        if tokens:
            print(f"{name} tokens {f1(tokens, {(t['start'], t['end']) for t in found['tokens']}):.2f}")
        print(f"{name} sentences {f1(spans, {(s['start'], s['end']) for s in found['sentences']}):.2f}")


if __name__ == "__main__":
    main()
