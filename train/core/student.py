#!/usr/bin/env python3
"""Trains the `fast` network on what the teacher thinks of raw news, and on the corpora themselves.

    student.py --data DATA --pack P --sentences FILE --shards FOLDER --out STATE.pt [--minutes 30] [--blocks conv1,conv2,conv4,conv1]

Shards are label.py's; those that appear while it runs are taken in.  The loss is the cross-entropy
against the teacher's likeliest classes (Hinton et al. 2015); the corpora's labels count as certain.
A checkpoint is written with each evaluation and taken up again."""
import argparse
import collections
import glob
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import common
import data
from forms import Forms
from label import ARC0, LABEL0, N_TAG, SLOTS
from network import Network, quantized
from teacher import head_sizes


class Shard:
    def __init__(self, path, forms, spoil=None):
        z = np.load(path)
        lines = [line.split(" ") for line in z["words"].tobytes().decode().split("\n")]
        self.length, self.index, self.p = z["length"], z["index"], z["p"]
        self.first = np.concatenate([[0], np.cumsum(self.length)])
        self.rows = np.zeros((self.first[-1], 5), np.int32)
        at = 0
        for i, words in enumerate(lines):
            if len(words) != self.length[i]:
                self.p[self.first[i]:self.first[i + 1]] = 0
                words = words[:self.length[i]]
            r = spoil.random() if spoil else 1
            if r < 0.03:
                words = [w.upper() if r < 0.015 else w[:1].upper() + w[1:] for w in words]
            for w in words:
                self.rows[at, :4] = forms.rows(w)
                at += 1
        place = np.arange(at) - np.repeat(self.first[:-1], self.length)
        self.rows[:, 4] = np.minimum(place, forms.POSITIONS - 1)
        assert at == self.first[-1]

    def groups(self, size, rng):
        """Sentence numbers of like width."""
        order = sorted(range(len(self.length)), key=lambda i: (common.width(self.length[i]), rng.random()))
        out, now, widest = [], [], 0
        for i in order:
            w = common.width(self.length[i])
            if now and (w != widest or w * (len(now) + 1) > size):
                out.append(now)
                now = []
            now.append(i)
            widest = w
        out.append(now)
        rng.shuffle(out)
        return out

    def batch(self, group, size, hide, generator):
        n = common.width(self.length[group].max())
        b = max(len(group), size // n)
        lengths = np.zeros(b, np.int64)
        lengths[:len(group)] = self.length[group]
        first = np.zeros(b, np.int64)
        first[:len(group)] = self.first[group]
        place = np.arange(n)[None, :]
        real = place < lengths[:, None]
        at = np.where(real, first[:, None] + place, 0)
        rows = torch.from_numpy(self.rows[at]).long()
        gone = torch.rand(rows.shape[:2], generator=generator) < hide
        rows[..., 0] = rows[..., 0].masked_fill(gone, 0)
        index = torch.from_numpy(self.index[at].astype(np.int64))
        p = torch.from_numpy(self.p[at].astype(np.float32)) * torch.from_numpy(real[..., None].astype(np.float32))
        arcs = index[..., ARC0:LABEL0]
        root = arcs == torch.from_numpy(lengths)[:, None, None]
        index[..., ARC0:LABEL0] = arcs.masked_fill(root, n).clamp(0, n)
        unit = torch.arange(n).expand(b, n)
        mask = torch.from_numpy(real.astype(np.float32))
        return rows, mask, unit, index, p


def soft_loss(net, out, index, p, mask, sizes):
    tags, arcs, halves = out
    total, at, n = 0, 0, mask.sum()
    weight = (1, 1, 2, 0.5)
    for h, size in enumerate(sizes):
        q = F.log_softmax(tags[..., at:at + size], -1).gather(-1, index[..., h * N_TAG:(h + 1) * N_TAG])
        total = total - weight[h] * (q * p[..., h * N_TAG:(h + 1) * N_TAG]).sum() / n
        at += size
    q = F.log_softmax(arcs, -1).gather(-1, index[..., ARC0:LABEL0])
    total = total - (q * p[..., ARC0:LABEL0]).sum() / n
    scores = net.label_scores(halves, index[..., ARC0])
    q = F.log_softmax(scores, -1).gather(-1, index[..., LABEL0:SLOTS])
    return total - (q * p[..., LABEL0:SLOTS]).sum() / n


def parse_blocks(text):
    """convREACH | attnHEADS | ffnWIDTH, in order."""
    out = []
    for word in text.split(","):
        if word.startswith("conv"):
            out.append((1, int(word[4:]), 1))
        elif word.startswith("attn"):
            out.append((2, int(word[4:]), 0))
        else:
            out.append((3, int(word[3:]), 1))
    return out


def make_network(hidden, blocks, forms, labels, sizes, arc=96, label=64):
    return Network(hidden, forms.tables(), parse_blocks(blocks), sizes, arc, label, len(labels.deprel), dropout=0)


def count_forms(sentences, paths):
    words = collections.Counter()
    for line in open(sentences, encoding="utf-8"):
        words.update(line.split())
    for path in paths:
        words.update(np.load(path)["words"].tobytes().decode().split())
    return Forms.count(words)


def main():
    a = argparse.ArgumentParser()
    for name in ("data", "pack", "sentences", "shards", "out"):
        a.add_argument("--" + name, required=True)
    a.add_argument("--minutes", type=float, default=30)
    a.add_argument("--quantized-minutes", type=float, default=5, help="the last minutes, with linears as int8")
    a.add_argument("--hidden", type=int, default=192)
    a.add_argument("--blocks", default="conv1,conv2,conv4,conv1")
    a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--units", type=int, default=4096)
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    rng = common.seed_all(a.seed)
    generator = torch.Generator().manual_seed(a.seed)
    labels = data.Labels(a.pack)
    sizes = head_sizes(labels)
    dev = {"gum": list(data.treebanks(a.data, "dev", labels, ("gum",))),
           "worldwide": [s for s in data.worldwide(a.data, "dev", labels) if len(s.words) <= 256]}
    paths = lambda kind: sorted(glob.glob(os.path.join(a.shards, kind + "-???.npz")))
    saved = torch.load(a.out, weights_only=False) if os.path.exists(a.out) else None
    forms = Forms(saved["forms"]) if saved else count_forms(a.sentences, paths("gold"))
    net = make_network(a.hidden, a.blocks, forms, labels, sizes)
    print("parameters", sum(q.numel() for q in net.parameters()), "tables", forms.tables(), flush=True)
    optimizer = torch.optim.AdamW(net.parameters(), lr=a.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    spent, steps = 0.0, 0
    if saved:
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        spent, steps = saved["spent"], saved["steps"]
    shards, begin, shown, words = {}, time.time() - spent, time.time(), 0

    def shard(path):
        if path not in shards:
            shards[path] = Shard(path, forms, rng)
        return shards[path]

    losses = collections.deque(maxlen=200)
    while time.time() - begin < a.minutes * 60:
        silver = paths("silver")
        order = rng.sample(silver, min(4, len(silver))) + paths("gold")
        jobs = [(shard(path), group) for path in order for group in shard(path).groups(a.units, rng)]
        rng.shuffle(jobs)
        for owner, group in jobs:
            done = (time.time() - begin) / (a.minutes * 60)
            if done >= 1:
                break
            steps += 1
            for g in optimizer.param_groups:
                g["lr"] = a.rate * min(steps / 200, 1.02 - done)
            rows, mask, unit, index, p = owner.batch(group, a.units, 0.04, generator)
            treebank = torch.zeros(len(rows), dtype=torch.long)
            with torch.autocast("cpu", dtype=torch.bfloat16), \
                    quantized(time.time() - begin > (a.minutes - a.quantized_minutes) * 60):
                out = net(rows, mask, treebank, unit, mask)
                loss = soft_loss(net, out, index, p, mask, sizes)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            words += int(mask.sum())
        if time.time() - shown > 150 or time.time() - begin >= a.minutes * 60:
            scores = {k: common.evaluate(net, s, forms.cut, 5, sizes, labels) for k, s in dev.items()}
            print(f"{(time.time() - begin) / 60:.1f} min, {steps} steps, {words} words, {len(silver)} shards, "
                  f"loss {np.mean(losses):.3f}", scores, flush=True)
            torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "forms": forms.lists,
                        "spent": time.time() - begin, "steps": steps, "hidden": a.hidden, "blocks": a.blocks},
                       a.out + ".new")
            os.replace(a.out + ".new", a.out)
            shown = time.time()


if __name__ == "__main__":
    main()
