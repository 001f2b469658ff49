#!/usr/bin/env python3
"""Makes tables from lists of words written by hand: tools/lexicon/lists/NAME.txt -> lexicon/NAME.tsv.

A list file starts with '#' lines, which become the table's header, and "columns:" with the names of
the columns after the key.  Each further line is "field | field | ... : key, key, key"; a key may
carry a field of its own in braces at the end of the columns: "tank {tanks}".  A line that starts
with ';' is a comment.  The first line that names a key wins; with "+" before the first column, the first line
that names the key with that column ("claim" as VERB and as NOUN).

  tools/lexicon/lists.py [NAME...]
"""
import os
import sys

import lexfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lists")


def make(name):
    header, columns, rows, seen, many = [], None, [], set(), False
    with open(os.path.join(FOLDER, name + ".txt"), encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                header.append(line[1:].strip())
            elif line.startswith("columns:"):
                columns = line[len("columns:"):].split()
                many = columns[0] == "+"
                columns = columns[1:] if many else columns
            elif line.strip() and not line.startswith(";"):
                left, right = line.split(" : ", 1)
                fields = [f.strip() or "_" for f in left.split("|")]
                assert len(fields) == len(columns), (name, line)
                for key in right.split(", "):
                    key = key.strip()
                    own = list(fields)
                    if key.endswith("}"):
                        key, last = key[:-1].rsplit(" {", 1)
                        own[-1] = last
                    mark = (key, own[0]) if many else key
                    if key and mark not in seen:
                        seen.add(mark)
                        rows.append([key] + own)
    return lexfile.write(name, "\n".join(header), ["key"] + columns, rows)


names = sys.argv[1:] or sorted(f[:-4] for f in os.listdir(FOLDER) if f.endswith(".txt"))
for name in names:
    print(name, make(name))
