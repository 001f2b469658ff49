#!/usr/bin/env python3
"""Article text of pages: token F1 against the expected text of ../shared/data/html/readability.

  eval/article_text.py [--readout PROGRAM] [--each] [--words NAME]

Tokens are runs of letters and digits, lower case, compared as a multiset.  --each prints every page,
worst first; --words prints what one page has too many (+) and too few (-) of."""
import argparse
import collections
import gzip
import html.parser
import json
import os
import re
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PAGES = os.path.join(os.path.dirname(ROOT), "shared", "data", "html", "readability")
INLINE = set("a abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strong sub sup "
             "time tt u var wbr".split())


class Text(html.parser.HTMLParser):
    """Words of the expected markup; blocks part words, inline elements do not."""

    def __init__(self):
        super().__init__()
        self.parts, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("script", "style")
        if tag not in INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.skip -= tag in ("script", "style")
        if tag not in INLINE:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self.skip:
            self.parts.append(data)


def tokens(text):
    return re.findall(r"\w+", text.lower())


def f1(got, wanted):
    same = sum((collections.Counter(got) & collections.Counter(wanted)).values())
    return 2 * same / (len(got) + len(wanted)) if got or wanted else 1.0


def texts(program, folder):
    """Page -> what was read of it."""
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    marks = os.path.join(ROOT, "lexicon", "page_marks.tsv")
    lines = subprocess.run([program, "--texts", marks, *paths], capture_output=True, check=True).stdout
    for line in lines.splitlines():
        report = json.loads(line)
        yield os.path.basename(report["path"])[:-5], report


def bench_pages(readout):
    beside = os.path.join(os.path.dirname(readout), "..", "..", "bench", "bench_pages")
    return beside if os.path.exists(beside) else os.path.join(ROOT, "build", "bench", "bench_pages")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(ROOT, "build", "src", "cli", "readout"),
                    help="its build folder holds bench_pages, which is asked")
    ap.add_argument("--each", action="store_true")
    ap.add_argument("--words")
    args = ap.parse_args()
    if not os.path.isdir(PAGES):
        print("# no pages")
        return
    wanted, facts = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(os.listdir(PAGES)):
            with gzip.open(os.path.join(PAGES, name, "source.html.gz")) as f, \
                    open(os.path.join(folder, name + ".html"), "wb") as page:
                page.write(f.read())
            with gzip.open(os.path.join(PAGES, name, "expected.html.gz"), "rt", encoding="utf-8") as f:
                text = Text()
                text.feed(f.read())
                wanted[name] = tokens("".join(text.parts))
            with gzip.open(os.path.join(PAGES, name, "expected-metadata.json.gz"), "rt", encoding="utf-8") as f:
                facts[name] = json.load(f)
        found = dict(texts(bench_pages(args.readout), folder))
    scores = {}
    for name, words in wanted.items():
        scores[name] = f1(tokens(found[name]["text"]) if name in found else [], words)
    if args.words:
        got = collections.Counter(tokens(found[args.words]["text"]))
        want = collections.Counter(wanted[args.words])
        print("+", " ".join(sorted((got - want).elements())[:400]))
        print("-", " ".join(sorted((want - got).elements())[:400]))
        return
    if args.each:
        for name, score in sorted(scores.items(), key=lambda x: x[1]):
            print(f"# {score:.3f} {name} {len(wanted[name])}")
    right = [(facts[n].get("title") or "").strip() == (found[n]["title"])
             for n in wanted if n in found]
    print(f"article_text_f1 {100 * sum(scores.values()) / len(scores):.1f}")
    print(f"article_text_worst {100 * min(scores.values()):.1f}")
    print(f"article_text_below_half {sum(s < 0.5 for s in scores.values())}")
    print(f"article_title_same {100 * sum(right) / len(right):.1f}")


if __name__ == "__main__":
    main()
