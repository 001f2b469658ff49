#!/usr/bin/env python3
"""Entities over reports against MEANTIME (Wikinews, four topics of 30 reports).

    eval/entities.py [--readout PROGRAM] [--data FOLDER]

Each topic is read as one story.  Printed are the share of gold mentions of persons, bodies and
places headed by a proper noun that are found (same head word), and B-cubed precision, recall and
F1 of the story's entities on the mentions found.  Standard library only."""
import argparse
import gzip
import json
import os
import subprocess
import tempfile
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--readout", default=os.path.join(HERE, "..", "build", "src", "cli", "readout"))
ap.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data", "crossdoc", "meantime"))
args = ap.parse_args()
READOUT, DATA = args.readout, args.data


def documents():
    """{doc: [[token]]} with sentences and tokens numbered as in the mentions."""
    docs = defaultdict(lambda: defaultdict(list))
    for line in gzip.open(os.path.join(DATA, "meantime.conll.gz"), "rt", encoding="utf-8"):
        part = line.rstrip("\n").split("\t") if "\t" in line else line.split()
        if len(part) >= 5 and not line.startswith("#"):
            docs[part[0]][int(part[1])].append((int(part[2]), part[3]))
    return docs


def main():
    if not os.path.isdir(DATA):
        return
    docs = documents()
    gold = json.load(gzip.open(os.path.join(DATA, "entities_mentions.json.gz"), "rt", encoding="utf-8"))
    topics = defaultdict(list)
    for m in gold:
        if m["mention_type"] in ("PER", "ORG", "LOC") and m["mention_head_pos"] == "PROPN":
            topics[m["topic"]].append(m)
    n_gold = n_found = 0
    p = r = 0.0
    for topic, mentions in sorted(topics.items()):
        with tempfile.TemporaryDirectory() as folder:
            heads = {}
            names = {}
            for key, sentences in docs.items():
                if not key.startswith(topic):
                    continue
                name = key.split("/")[-1] + ".txt"
                names[key] = name
                text = ""
                for s in sorted(sentences):
                    for number, token in sentences[s]:
                        heads[key, s, number] = (len(text), len(text) + len(token))
                        text += token + " "
                    text += "\n"
                with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                    out.write(text)
            story = json.loads(subprocess.run([READOUT, "story", folder, "--format", "json"],
                                              capture_output=True, check=True).stdout)
        system = defaultdict(list)
        for e in story["entities"]:
            for m in e["mentions"]:
                system[os.path.basename(m["document"])].append((m["start"], m["end"], e["id"]))
        pairs, seen = [], set()
        for m in mentions:
            at = heads.get((m["conll_doc_key"], m["sent_id"], m["mention_head_id"]))
            if not at or (m["conll_doc_key"], at) in seen:
                continue
            seen.add((m["conll_doc_key"], at))
            n_gold += 1
            # among mentions that hold the head, the one whose last words are nearest to it
            found = [(x[1] - x[0], x[2]) for x in system[names[m["conll_doc_key"]]]
                     if x[0] <= at[0] and at[1] <= x[1]]
            if found:
                pairs.append((m["coref_chain"], min(found)[1]))
        n_found += len(pairs)
        by_gold, by_system = defaultdict(list), defaultdict(list)
        for i, (g, s) in enumerate(pairs):
            by_gold[g].append(i)
            by_system[s].append(i)
        for i, (g, s) in enumerate(pairs):
            both = len(set(by_gold[g]) & set(by_system[s]))
            p += both / len(by_system[s])
            r += both / len(by_gold[g])
        if os.environ.get("SHOW"):
            name_of = {e["id"]: e["name"] for e in story["entities"]}
            text_of = {}
            for m in mentions:
                text_of.setdefault(m["coref_chain"], m["tokens_str"])
            for s, rows in sorted(by_system.items(), key=lambda x: -len(x[1])):
                chains = defaultdict(int)
                for i in rows:
                    chains[text_of[pairs[i][0]]] += 1
                if len(chains) > 1:
                    print("  merged", name_of[s], dict(chains))
            for g, rows in sorted(by_gold.items(), key=lambda x: -len(x[1])):
                ids = defaultdict(int)
                for i in rows:
                    ids[name_of[pairs[i][1]]] += 1
                if len(ids) > 1:
                    print("  split", text_of[g], dict(ids))
    n = max(n_found, 1)
    p, r = p / n, r / n
    print(f"entities.meantime.mentions_recall {n_found / max(n_gold, 1):.4f}")
    print(f"entities.meantime.bcubed_precision {p:.4f}")
    print(f"entities.meantime.bcubed_recall {r:.4f}")
    print(f"entities.meantime.bcubed_f1 {2 * p * r / (p + r) if p + r else 0:.4f}")


if __name__ == "__main__":
    main()
