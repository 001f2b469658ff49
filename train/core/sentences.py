#!/usr/bin/env python3
"""Raw news as sentences of tokens, one a line, words parted by spaces, cut by Readout itself.

    sentences.py --readout build/src/cli/readout --data DATA --out FILE [--words 8000000] [--seed 1]"""
import argparse
import io
import json
import os
import random
import subprocess
import tempfile

STEP = 200  # articles in one run of readout


def tokens(program, texts):
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            with open(os.path.join(folder, f"{i:05}.txt"), "w", encoding="utf-8") as f:
                f.write(text + "\n")
        out = subprocess.run([program, "annotate", "--format", "conllu", "--quiet", "--threads", "1", folder],
                             capture_output=True, text=True, check=True).stdout
    words = []
    for line in io.StringIO(out):
        fields = line.rstrip("\n").split("\t")
        if len(fields) > 1:
            words.append(fields[1])
        elif not line.strip():
            yield words
            words = []


def main():
    p = argparse.ArgumentParser()
    for name in ("readout", "data", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--words", type=int, default=8_000_000)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    raw = subprocess.run(["zstdcat", os.path.join(a.data, "raw", "news-2012-2020.jsonl.zst")],
                         capture_output=True, check=True).stdout.splitlines()
    random.Random(a.seed).shuffle(raw)
    total, seen = 0, set()
    with open(a.out + ".new", "w", encoding="utf-8") as out:
        for at in range(0, len(raw), STEP):
            for words in tokens(a.readout, [json.loads(line)["text"] for line in raw[at:at + STEP]]):
                line = " ".join(words)
                if 2 <= len(words) <= 120 and line not in seen and all(w and " " not in w for w in words):
                    seen.add(line)
                    out.write(line + "\n")
                    total += len(words)
            if total >= a.words:
                break
    os.replace(a.out + ".new", a.out)
    print(f"{len(seen)} sentences, {total} words")


if __name__ == "__main__":
    main()
