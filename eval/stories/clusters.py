#!/usr/bin/env python3
"""Selects clusters of news reports on one story each, for reading their briefs with the eye.

    zstd -dc NEWS.jsonl.zst | eval/stories/clusters.py OUT_FOLDER

Reads JSON Lines with title, source, published, text; writes OUT_FOLDER/NAME.jsonl, whole reports
in order of the day.  A report belongs to a cluster when its day is in the window, each of the
words stands in title or text, and one of the title words in the title.  Outlets are taken in turn
so that no one of them fills the cluster.  The figures in docs/methods/brief.md are of these.
"""
import json
import os
import sys

MOST = 14  # reports in a cluster
# name: first day, last day, words that all must occur, words of which the title has one
CLUSTERS = {
    "strike": ("2018-04-07", "2018-04-17", ["Syria", "chemical"], ["Syria", "Assad", "strike"]),
    "flood": ("2017-08-24", "2017-09-08", ["Harvey", "Houston"], ["Harvey", "Houston", "Texas", "flood"]),
    "tariffs": ("2018-06-10", "2018-08-31", ["tariff", "China"], ["tariff", "Tariff", "trade war", "Trade War", "China"]),
    "summit": ("2018-05-22", "2018-06-13", ["Kim Jong", "summit"], ["Kim", "Korea", "summit"]),
}


def belongs(report, cluster):
    first, last, words, title_words = cluster
    title, text = report["title"] or "", report["text"] or ""
    return (first <= (report["published"] or "")[:10] <= last and
            all(w in title or w in text for w in words) and any(w in title for w in title_words))


def choose(reports):
    """At most MOST reports, the first of every outlet before the second of any."""
    seen, ranked = {}, []
    for i, r in enumerate(reports):
        seen[r["source"]] = turn = seen.get(r["source"], 0) + 1
        ranked.append((turn, i))
    chosen = sorted(i for _, i in sorted(ranked)[:MOST])
    return [reports[i] for i in chosen]


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    found = {name: [] for name in CLUSTERS}
    for line in sys.stdin:
        report = json.loads(line)
        for name, cluster in CLUSTERS.items():
            if belongs(report, cluster):
                found[name].append(report)
    for name, reports in found.items():
        reports.sort(key=lambda r: (r["published"], r["source"], r["title"]))
        chosen = choose(reports)
        with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as out:
            for r in chosen:
                out.write(json.dumps(r, ensure_ascii=False) + "\n")
        print(name, len(chosen), "of", len(reports))


if __name__ == "__main__":
    main()
