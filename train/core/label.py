#!/usr/bin/env python3
"""The teacher's opinion of sentences, for the student: shards of likeliest classes with probabilities.

    label.py --teacher STATE.pt --pack P --base FOLDER --sentences FILE --out FOLDER [--shard 200000]
    label.py ... --gold DATA --out FOLDER      the training corpora; their own labels stand first

A shard is an .npz: `words` (bytes, one sentence a line), `length` of each sentence, and by word
`index` and `p` [words][SLOTS]: two best of each tag head, three best heads (n = root), two best
relations of the best head.  A shard that is there is not made again."""
import argparse
import os
import time

import numpy as np
import torch

import common
import data
from pieces import Pieces
from teacher import head_sizes, make_cut, make_network

N_TAG, N_ARC, N_LABEL = 2, 3, 2
ARC0 = 4 * N_TAG
LABEL0 = ARC0 + N_ARC
SLOTS = LABEL0 + N_LABEL


@torch.no_grad()
def opinions(net, batch, sizes, root):
    tags, arcs, halves = batch.forward(net)
    index, p, at = [], [], 0
    for n in sizes:
        top = tags[..., at:at + n].softmax(-1).topk(N_TAG)
        index.append(top.indices)
        p.append(top.values)
        at += n
    top = arcs.softmax(-1).topk(N_ARC)
    best = top.indices[..., 0]
    index.append(top.indices)
    p.append(top.values)
    scores = net.label_scores(halves, best)
    scores[..., root] = -1e9
    top = scores.softmax(-1).topk(N_LABEL)
    at_root = (best == arcs.shape[-1] - 1).unsqueeze(-1)
    index.append(top.indices)
    p.append(top.values.masked_fill(at_root, 0))  # the root's relation is no choice
    return torch.cat(index, -1).numpy(), torch.cat(p, -1).numpy(), arcs.shape[-1] - 1


def overwrite(index, p, s, root):
    """The corpus's own labels in place of the opinion."""
    for h, k in enumerate(common.HEADS):
        column = getattr(s, k)
        if column is None or (k == "onto"):
            continue
        for i, value in enumerate(column):
            if value != data.IGNORE:
                index[i, h * N_TAG], p[i, h * N_TAG:(h + 1) * N_TAG] = value, (1, 0)
    if s.head is not None and s.treebank == 0:
        for i, (head, relation) in enumerate(zip(s.head, s.deprel)):
            index[i, ARC0], p[i, ARC0:LABEL0] = head, (1, 0, 0)
            index[i, LABEL0] = max(relation, 0)
            p[i, LABEL0:] = (0 if relation in (data.IGNORE, root) else 1, 0)


def write_shard(net, sentences, cut, sizes, root, path, is_gold):
    for i, s in enumerate(sentences):
        s.soft = i
    lengths = np.array([len(s.words) for s in sentences], np.int32)
    first = np.concatenate([[0], np.cumsum(lengths)])
    index, p = np.zeros((first[-1], SLOTS), np.int16), np.zeros((first[-1], SLOTS), np.float16)
    for group in common.batches(sentences, 4096, lambda s: len(cut(s.words)[0])):
        stripped = [data.Sentence(s.words) for s in group]  # treebank 0: GUM's conventions for all
        batch = common.Batch(stripped, cut, 3, 4096)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            ids, probabilities, last = opinions(net, batch, sizes, root)
        for i, s in enumerate(group):
            n, at = len(s.words), first[s.soft]
            own, own_p = ids[i, :n].copy(), probabilities[i, :n].copy()
            arcs = own[:, ARC0:LABEL0]
            arcs[arcs == last] = n
            own_p[:, ARC0:LABEL0][arcs > n] = 0
            if is_gold:
                overwrite(own, own_p, s, root)
            index[at:at + n], p[at:at + n] = own, own_p
    words = "\n".join(" ".join(w.replace(" ", "\u00a0") for w in s.words) for s in sentences).encode()
    np.savez(path + ".new.npz", words=np.frombuffer(words, np.uint8), length=lengths, index=index, p=p)
    os.replace(path + ".new.npz", path)


def main():
    a = argparse.ArgumentParser()
    for name in ("teacher", "pack", "base", "out"):
        a.add_argument("--" + name, required=True)
    a.add_argument("--sentences")
    a.add_argument("--gold")
    a.add_argument("--shard", type=int, default=200_000)
    a = a.parse_args()
    labels = data.Labels(a.pack)
    sizes, cut = head_sizes(labels), make_cut(Pieces(os.path.join(a.base, "vocab.txt")))
    net = make_network(labels, sizes)
    net.load_state_dict(torch.load(a.teacher, weights_only=False)["net"])
    net.eval()
    os.makedirs(a.out, exist_ok=True)
    if a.gold:
        sentences = list(data.treebanks(a.gold, "train", labels)) + list(data.worldwide(a.gold, "train", labels))
    else:
        sentences = [data.Sentence(line.split()) for line in open(a.sentences, encoding="utf-8")]
    sentences = [s for s in sentences if len(s.words) <= 128 and len(cut(s.words)[0]) <= 256]
    now, words, k = [], 0, 0
    for s in sentences + [None]:
        if s:
            now.append(s)
            words += len(s.words)
        if now and (words >= a.shard or not s):
            path = os.path.join(a.out, f"{'gold' if a.gold else 'silver'}-{k:03}.npz")
            begin = time.time()
            if not os.path.exists(path):
                write_shard(net, now, cut, sizes, labels.deprel["root"], path, bool(a.gold))
                print(f"{path} {words / (time.time() - begin):.0f} words/s", flush=True)
            now, words, k = [], 0, k + 1


if __name__ == "__main__":
    main()
