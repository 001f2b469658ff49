#!/usr/bin/env python3
"""Pronouns against the coreference of UD English-GUM (dev).

    eval/pronouns.py [--readout PROGRAM] [--data FILE] [--genres GENRE,...]

A third-person pronoun that refers to something also named or described is right when the nearest
mention of Readout's entity that is no pronoun has its head inside a gold mention of the same chain.
Printed for each kind of pronoun: share right of all, and of those answered."""
import argparse
import gzip
import json
import os
import re
import subprocess
import tempfile
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--readout", default=os.path.join(HERE, "..", "build", "src", "cli", "readout"))
ap.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data", "ud", "gum-dev.conllu.gz"))
ap.add_argument("--genres", default="news,interview,bio,speech,essay,court")
args = ap.parse_args()
READOUT, DATA, GENRES = args.readout, args.data, args.genres.split(",")
KINDS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "it": "it", "its": "it",
         "they": "they", "them": "they", "their": "they"}


def documents():
    """Yields (name, text, tokens, mentions): token (start, end, form, xpos), mention (first, last, chain)."""
    name, text, tokens, mentions, open_, line_text, at = None, "", [], [], [], "", 0
    for line in gzip.open(DATA, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            if name:
                yield name, text, tokens, mentions
            name, text, tokens, mentions, open_ = line.split("= ")[1], "", [], [], []
        elif line.startswith("# newpar") and text:
            text += "\n"
        elif line.startswith("# text = "):
            line_text = line[9:]
            if text and not text.endswith("\n"):
                text += " "
            at = len(text)
            text += line_text
        elif line and line[0].isdigit() and "." not in line.split("\t")[0]:
            part = line.split("\t")
            if "-" in part[0]:
                continue
            found = text.find(part[1], at)
            start = found if found >= 0 else at
            at = start + len(part[1])
            index = len(tokens)
            tokens.append((start, at, part[1], part[4]))
            entity = re.search(r"Entity=([^|]*)", part[9])
            for piece in re.findall(r"\(?[^()]+\)?", entity.group(1)) if entity else []:
                chain = piece.strip("()").split("-")[0]
                if piece.startswith("("):
                    open_.append((chain, index))
                if piece.endswith(")"):
                    for k in range(len(open_) - 1, -1, -1):
                        if open_[k][0] == chain:
                            mentions.append((open_[k][1], index, chain))
                            del open_[k]
                            break
    if name:
        yield name, text, tokens, mentions


def main():
    if not os.path.exists(DATA):
        return
    docs = [d for d in documents() if d[0].split("_")[1] in GENRES]
    right, answered, total = defaultdict(int), defaultdict(int), defaultdict(int)
    with tempfile.TemporaryDirectory() as folder:
        for name, text, _, _ in docs:
            with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as out:
                out.write(text)
        lines = subprocess.run([READOUT, "annotate", folder], capture_output=True, check=True).stdout.decode()
    read = {os.path.basename(x["document"]["path"])[:-4]: x for x in map(json.loads, lines.splitlines())}
    for name, text, tokens, gold in docs:
        chains = defaultdict(set)   # token -> chains of mentions that hold it, innermost decides
        named = defaultdict(bool)
        single = {}
        for first, last, chain in gold:
            for t in range(first, last + 1):
                chains[t].add(chain)
            if first == last:
                single[first] = chain
            if first != last or tokens[first][3] not in ("PRP", "PRP$"):
                named[chain] = True
        starts = {t[0]: i for i, t in enumerate(tokens)}
        system = read[name]["mentions"]
        pronoun = {m["start"]: m for m in system if m["form"] == "pronoun"}
        others = defaultdict(list)
        for m in system:
            if m["form"] != "pronoun":
                others[m["entity"]].append(m)
        for i, (start, end, form, xpos) in enumerate(tokens):
            kind = KINDS.get(form.lower())
            if not kind or xpos not in ("PRP", "PRP$") or not named.get(single.get(i)):
                continue
            total[kind] += 1
            m = pronoun.get(start)
            if not m or not others[m["entity"]]:
                continue
            answered[kind] += 1
            before = [x for x in others[m["entity"]] if x["start"] < start]
            best = max(before, key=lambda x: x["start"]) if before else min(others[m["entity"]], key=lambda x: x["start"])
            inside = [j for s, j in starts.items() if best["start"] <= s < best["end"]]
            hit = any(single[i] in chains[j] for j in inside)
            right[kind] += hit
            if os.environ.get("SHOW"):
                print("ok " if hit else "BAD", kind, text[max(0, start - 90):end + 10].replace("\n", " "), "=>",
                      text[best["start"]:best["end"]])
    for kind in ("he", "she", "it", "they"):
        print(f"pronouns.gum.{kind}.right {right[kind] / max(total[kind], 1):.4f}")
        print(f"pronouns.gum.{kind}.right_of_answered {right[kind] / max(answered[kind], 1):.4f}")
    print(f"pronouns.gum.all.right {sum(right.values()) / max(sum(total.values()), 1):.4f}")
    if os.environ.get("SHOW"):
        print(dict(total), dict(answered))


if __name__ == "__main__":
    main()
