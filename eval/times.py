#!/usr/bin/env python3
"""Time expressions of TimeBank and AQUAINT (TempEval-3 training news) and of the Recognizers cases.

    eval/times.py [--readout build/src/cli/readout] [--model fast|accurate] [--data ../shared/data]
                  [--half report|tune] [--show misses|extras|values|spans|cases N]

Prints `name value` rows, of both models unless one is named.  TimeBank + AQUAINT is split in two by the first byte of the SHA-256 of the
file name: even = tune, odd = report.  Errors were studied on the tune half only; the report half is
printed by default.  The list of expressions and values of both halves was read once at the start.  Scores are those of TempEval-3 (UzZaman et al. 2013):
  relaxed  gold and found expression overlap, paired one to one in text order
  strict   ... and have the same span
  value    relaxed pairs with the same TIMEX3 value;  type  ... with the same type
each an F1 over gold and found expressions.  The day of the article is given, as in the task.

Recognizers (Microsoft's test cases of one sentence, DateTimeModel, English).  In scope: dates, days
and longer stretches, durations and sets that have one TIMEX value.  Out of scope, as no news reader
needs them or TIMEX3 has no single value for them: ranges "(from,to,length)", bare clock times and
times of day, time zones, alternatives ("Monday or Tuesday"), modifiers that cut a stretch ("before
2016"), and cases whose expected value hangs on a calendar convention of a chat bot ("next week" by
Sunday).  found: some expression overlaps; value: with the expected value, or, where the case
leaves the year open, with one of the values it allows.
Standard library only."""
import argparse
import collections
import glob
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TIMEX = re.compile(r"<TIMEX3|</TIMEX3")
IN_SCOPE = re.compile(r"^(\d{4}(-\d\d(-\d\d)?|-W\d\d)?|XXXX-\d\d(-\d\d)?|XXXX-WXX-\d|P[\d.]+[YMWD]|PT[\d.]+[HMS]"
                      r"|PRESENT_REF|XXXX-XX-XX)$")


def read_timeml(path):
    """-> (text, [(start, end, type, value)], day)"""
    with open(path, encoding="utf-8", errors="replace") as f:
        s = f.read()
    day = re.search(r'<DCT>.*?value="([^"]*)"', s, re.S)
    body = re.search(r"<TEXT>(.*)</TEXT>", s, re.S).group(1)
    text, gold, stack = "", [], []
    for piece in re.split(r"(<[^>]*>)", body):
        if piece.startswith("<TIMEX3"):
            stack.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))))
        elif piece.startswith("</TIMEX3"):
            begin, a = stack.pop()
            gold.append((begin, len(text), a.get("type"), a.get("value")))
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    day = day.group(1)[:10] if day else ""
    if re.match(r"^\d{8}", day):
        day = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    return text, gold, day


def annotate(args, reports):
    """reports: [(text, day)] -> [[(start, end, type, value)]]; each report is read by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "reports.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for text, day in reports:
                f.write(json.dumps({"text": text, "published": day}) + "\n")
        run = subprocess.run([args.readout, "annotate", "--quiet", "--model", args.setting, path], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    out = {}
    for line in run.stdout.splitlines():
        o = json.loads(line)
        number = int(o["document"]["path"].rsplit("#", 1)[1])
        out[number] = (o["text"], [(t["start"], t["end"], t["type"], t["value"]) for t in o["times"]])
    first = min(out) if out else 0
    return [out.get(first + i, ("", [])) for i in range(len(reports))]


def pair(gold, found):
    used, pairs = set(), []
    for g in gold:
        best = None
        for j, s in enumerate(found):
            if j not in used and min(g[1], s[1]) > max(g[0], s[0]):
                v = (s[0] == g[0]) + (s[1] == g[1])
                if best is None or v > best[0]:
                    best = (v, j)
        if best:
            used.add(best[1])
            pairs.append((g, found[best[1]]))
        else:
            pairs.append((g, None))
    return pairs, [s for j, s in enumerate(found) if j not in used]


def timebank(args, shown):
    reports, golds = [], []
    for path in sorted(glob.glob(os.path.join(args.data, "time", "tbaq", "*", "*.tml"))):
        is_tune = hashlib.sha256(os.path.basename(path).encode()).digest()[0] % 2 == 0
        if is_tune != (args.half == "tune"):
            continue
        text, gold, day = read_timeml(path)
        reports.append((text, day))
        golds.append(gold)
    n_gold = n_found = relaxed = strict = value = kind = 0
    for (text, _), gold, (_, found) in zip(reports, golds, annotate(args, reports)):
        pairs, extra = pair(gold, found)
        n_gold += len(gold)
        n_found += len(found)
        for s in extra:
            shown["extras"][text[s[0]:s[1]].lower()] += 1
        for g, s in pairs:
            if not s:
                shown["misses"][text[g[0]:g[1]].lower()] += 1
                continue
            relaxed += 1
            strict += g[:2] == s[:2]
            kind += g[2] == s[2]
            value += g[3] == s[3]
            if g[:2] != s[:2]:
                shown["spans"][(text[g[0]:g[1]], text[s[0]:s[1]])] += 1
            if g[3] != s[3]:
                shown["values"][(text[s[0]:s[1]].lower(), s[3], g[3])] += 1
    for name, hits in (("relaxed", relaxed), ("strict", strict), ("value", value), ("type", kind)):
        print(f"times.{args.setting}.tbaq.{name}.f1 {200 * hits / max(1, n_gold + n_found):.1f}")
    print(f"times.{args.setting}.tbaq.relaxed.p {100 * relaxed / max(1, n_found):.1f}")
    print(f"times.{args.setting}.tbaq.relaxed.r {100 * relaxed / max(1, n_gold):.1f}")


def scope(case):
    """The one result that counts, or None where the case is out of scope."""
    if len(case["Results"]) != 1 or "Context" not in case:
        return None
    result = case["Results"][0]
    values = (result.get("Resolution") or {}).get("values") or []
    timex = {v.get("timex") for v in values}
    if len(timex) != 1 or any("Mod" in v for v in values) or not IN_SCOPE.match(timex.pop() or ""):
        return None
    return result


def recognizers(args, shown):
    path = os.path.join(args.data, "time", "recognizers", "DateTime", "DateTimeModel.json")
    with open(path, encoding="utf-8-sig") as f:
        cases = json.load(f)
    inside = [(c, r) for c in cases for r in [scope(c)] if r]
    reports = [(c["Input"], c["Context"]["ReferenceDateTime"][:10]) for c, _ in inside]
    n_found = n_value = 0
    for (case, result), (text, found) in zip(inside, annotate(args, reports)):
        hits = [t for t in found if min(t[1], result["End"] + 1) > max(t[0], result["Start"])]
        n_found += bool(hits)
        values = result["Resolution"]["values"]
        allowed = {v["timex"] for v in values} | {v.get("value") for v in values}
        allowed |= {v.get("start", "")[:7] for v in values if re.match(r"XXXX-\d\d$", v["timex"])}
        is_right = any(t[3] in allowed for t in hits)
        n_value += is_right
        if not is_right:
            shown["cases"][(case["Input"], values[0]["timex"], str([t[3] for t in hits]))] += 1
    print(f"times.{args.setting}.recognizers.in_scope {len(inside)}")
    print(f"times.{args.setting}.recognizers.out_of_scope {len(cases) - len(inside)}")
    print(f"times.{args.setting}.recognizers.found {100 * n_found / max(1, len(inside)):.1f}")
    print(f"times.{args.setting}.recognizers.value {100 * n_value / max(1, len(inside)):.1f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--readout", default=os.path.join(HERE, "..", "build", "src", "cli", "readout"))
    ap.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    ap.add_argument("--model", action="append", help="fast or accurate; both")
    ap.add_argument("--half", choices=("report", "tune"), default="report")
    ap.add_argument("--show", nargs=2, metavar=("WHAT", "N"), help="misses, extras, values, spans or cases")
    args = ap.parse_args()
    shown = collections.defaultdict(collections.Counter)
    if not os.path.isdir(os.path.join(args.data, "time")):
        return
    for args.setting in args.model or ("fast", "accurate"):
        timebank(args, shown)
        recognizers(args, shown)
    if args.show:
        for k, n in shown[args.show[0]].most_common(int(args.show[1])):
            print(n, k)


if __name__ == "__main__":
    main()
