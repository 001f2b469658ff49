#!/usr/bin/env python3
"""What an exported network scores on the dev sets, run by the engine that ships.

    verify.py --model FILE.model --state STATE.pt --kind fast|accurate --data DATA --pack P --probe net_probe"""
import argparse
import json
import os
import subprocess

import torch

import common
import data
import teacher
from forms import Forms
from pieces import Pieces


def run(probe, model, sentences, cut):
    lines = []
    for s in sentences:
        rows, first = cut(s.words)
        lines.append(" ".join(",".join(map(str, r)) for r in rows) + " | " + " ".join(map(str, first)))
    out = subprocess.run([probe, model], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return map(json.loads, out.stdout.splitlines())


def main():
    a = argparse.ArgumentParser()
    for name in ("model", "state", "kind", "data", "pack", "probe"):
        a.add_argument("--" + name, required=True)
    a.add_argument("--base")
    a.add_argument("--most", type=int, default=100_000)
    a = a.parse_args()
    labels = data.Labels(a.pack)
    sizes = teacher.head_sizes(labels)
    if a.kind == "accurate":
        cut, most = teacher.make_cut(Pieces(os.path.join(a.base, "vocab.txt"))), 256
    else:
        cut, most = Forms(torch.load(a.state, weights_only=False)["forms"]).cut, 128
    for corpus, sentences in (("gum", data.treebanks(a.data, "dev", labels, ("gum",))),
                              ("worldwide", data.worldwide(a.data, "dev", labels))):
        sentences = [s for s in sentences if len(cut(s.words)[0]) <= most][:a.most]
        right, total, hit = dict.fromkeys(("upos", "xpos", "uas", "las"), 0), 0, [0, 0, 0]
        for s, out in zip(sentences, run(a.probe, a.model, sentences, cut)):
            tags, at = torch.tensor(out["tags"]), 0
            for k, n in zip(common.HEADS, sizes):
                best = tags[:, at:at + n].argmax(1).tolist()
                at += n
                if k in right and getattr(s, k):
                    right[k] += sum(x == y for x, y in zip(best, getattr(s, k)))
                if k == "names" and s.names is not None:
                    found, gold = common.spans(best, labels.names), common.spans(s.names, labels.names)
                    hit = [x + y for x, y in zip(hit, (len(found & gold), len(found), len(gold)))]
            total += len(s.words)
            if s.head:
                for head, label, gold, relation in zip(out["heads"], out["labels"], s.head, s.deprel):
                    good = (head if head >= 0 else len(s.words)) == gold
                    right["uas"] += good
                    right["las"] += good and label == relation
        print(corpus, {k: round(100 * v / total, 2) for k, v in right.items() if v},
              {"names": round(200 * hit[0] / (hit[1] + hit[2]), 2)} if hit[2] else "")


if __name__ == "__main__":
    main()
