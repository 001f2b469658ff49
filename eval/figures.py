#!/usr/bin/env python3
"""Numbers against the English cases of Recognizers-Text (Number, NumberRange, NumberWithUnit).

    figures.py [--readout PROGRAM] [--show N] [--list]

A case is right when each value that it expects is among the numbers read from its text, in order.
Cases out of scope are named by the rules of OUT below, and counted; --list prints them all.  The
rules speak of notations that news do not print, not of what fails.  Standard library only."""
import argparse
import glob
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data", "time", "recognizers")
FILES = ("Number/NumberModel", "Number/PercentModel", "Number/NumberRangeModel", "NumberWithUnit/CurrencyModel",
         "NumberWithUnit/DimensionModel", "NumberWithUnit/AgeModel", "NumberWithUnit/TemperatureModel")
ORD = r"(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+tieth|hundredth|thousandth|millionth|billionth)s?"
OUT = (
    ("expects nothing, or no value", None),
    ("thousands parted by spaces, or separators of another language", re.compile(r"\d[ \u00a0\u202f]\d{3}\b|\d\.\d{3}[.,]\d|\d{1,3},\d{2},\d{3}|\d\.\d{3}\.\d{3}")),
    ("text tokenized with spaces inside numbers", re.compile(r"\w - \w|\d , \d|\d \. \d|\d / \d|[a-z] \$")),
    ("fractions other than with halves to tenths, and sums of them", re.compile(r"\b(over|twent(y|ies)|hundred|and)\b[- ](a |an |one |[a-z]+ )?" + ORD + r"|hundred(th)?s|\w+teenths|\w+tieths|thousandths|millionths|firsts\b|" + r"\bover (one|a) ", re.I)),
    ("mathematics, codes and addresses", re.compile(r"[=<>~^≥≤]|\d[eE][+-]?\d|\*|\bx\b|\d+\.\d+\.\d+|https?:|@|\w-\d{3}\b|\bscp|[a-z]\d", re.I)),
    ("negative numbers", re.compile(r"(^|[\s(])-\s?\d|\b(negative|minus)\b", re.I)),
    ("digits read out, trailing cents, dozens as dz, and other spoken forms", re.compile(r"\bpoint\b|\bdzs?\b|\bnil\b|\bnaught\b|\bnought\b|\bG\b|\d+ ?(G|MM|T|B)\b|\d [Mk]\b|dollars?( and)? (and )?\d|\b(usd|dollars?|pounds?|euros?) (and )?(\d|million|one|fifty)|quarter(s)? (million|billion)|\bumpteen|\bgrosse?\b", re.I)),
    ("two bounds at once, or an ordinal as bound", re.compile(r"(more|less|greater|smaller|larger|bigger|higher|lower|least|most|equal).*(more|less|greater|smaller|larger|bigger|higher|lower|least|most|equal)", re.I)),
)


def expected(result):
    """Numbers of a resolution: '30', '50%', '(20,35]'."""
    value = str((result.get("Resolution") or {}).get("value") or "")
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:E\+?\d+)?", value)
    return [float(n) for n in numbers]


def scope(case):
    wanted = [expected(r) for r in case["Results"]]
    if not wanted or not all(wanted):
        return OUT[0][0]
    for why, pattern in OUT[1:]:
        if pattern.search(case["Input"].strip()):
            if why.startswith("two bounds") and not any(len(w) > 1 for w in wanted):
                continue
            return why
    return None


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(b))


def matches(wanted, found):
    """Is each expected number among those read, in order?"""
    at = 0
    for numbers in wanted:
        for k in range(at, len(found)):
            low, high = found[k][:2]
            ok = all(any(close(x, n) for x in (low, high)) for n in numbers)
            if ok:
                at = k + 1
                break
        else:
            return False
    return True


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(ROOT, "build", "src", "cli", "readout"))
    ap.add_argument("--lexicon", default=os.path.join(ROOT, "lexicon"))
    ap.add_argument("--show", type=int, default=0)
    ap.add_argument("--list", action="store_true", help="print every case out of scope")
    args = ap.parse_args()
    if not os.path.isdir(DATA):
        sys.exit(f"there is no {DATA}")
    build = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(args.readout))))
    reader = [os.path.join(build, "eval", "read_numbers"), os.path.join(args.lexicon, "comparators.tsv"),
              os.path.join(args.lexicon, "units.tsv")]
    total = right_total = 0
    outside = {}
    for name in FILES:
        with open(os.path.join(DATA, name + ".json"), encoding="utf-8-sig") as f:
            cases = json.load(f)
        texts = [re.sub(r"\s", " ", c["Input"]) for c in cases]
        done = subprocess.run(reader, input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
        n = right = 0
        for case, line in zip(cases, done.stdout.split("\n")):
            found = []
            for item in filter(None, line.split("\t")):
                _, _, low, high, unit = item.split(" ", 4)
                found.append([None if x == "nan" else float(x) for x in (low, high)] + [unit])
            why = scope(case)
            if why:
                outside.setdefault(why, []).append(case["Input"])
                continue
            n += 1
            ok = matches([expected(r) for r in case["Results"]], found)
            right += ok
            if not ok and args.show > 0:
                args.show -= 1
                print("#", repr(case["Input"][:150]), [expected(r) for r in case["Results"]], found)
        total += n
        right_total += right
        print(f"{os.path.basename(name)}-right {100 * right / max(n, 1):.1f}")
        print(f"{os.path.basename(name)}-cases {n}")
    for why, inputs in outside.items():
        print(f"# out of scope: {why}: {len(inputs)}")
        for text in inputs if args.list else ():
            print("#    ", text[:120])
    print(f"numbers-in-scope {total}")
    print(f"numbers-right {100 * right_total / total:.1f}")


if __name__ == "__main__":
    main()
