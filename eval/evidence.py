#!/usr/bin/env python3
"""Checks every piece of evidence of a story: evidence.py STORY.json

Prints the number of spans and the share, in per cent, whose words equal the report's words there.
Reports are read from the paths that the story names; exit code 1 when one differs."""
import json
import sys


def evidence(value):
    """All objects with document, start, end and text, at any depth."""
    stack = [value]
    while stack:
        x = stack.pop()
        if isinstance(x, dict):
            if {"document", "start", "end", "text"} <= x.keys():
                yield x
            stack.extend(x.values())
        elif isinstance(x, list):
            stack.extend(x)


def report_text(path):
    """Text of a report file; of one line of a JSON Lines file when the path ends in #number."""
    name, _, line = path.rpartition("#")
    if name and line.isdigit():
        with open(name, encoding="utf-8", errors="replace") as f:
            return json.loads(f.read().split("\n")[int(line) - 1])["text"]
    with open(path, encoding="utf-8", errors="replace", newline="") as f:
        return f.read()


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        story = json.load(f)
    texts, right, n = {}, 0, 0
    for e in evidence(story):
        if e["document"] not in texts:
            texts[e["document"]] = report_text(e["document"])
        n += 1
        same = texts[e["document"]][e["start"]:e["end"]] == e["text"]
        right += same
        if not same:
            print(f"{e['document']}:{e['start']}-{e['end']}: {e['text']!r}", file=sys.stderr)
    print(f"evidence spans {n}")
    print(f"evidence spans right {100 * right / n if n else 0:.1f}")
    sys.exit(0 if right == n else 1)


if __name__ == "__main__":
    main()
