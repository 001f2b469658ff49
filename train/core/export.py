#!/usr/bin/env python3
"""A trained network as a model file (docs/formats/model.md): int8 weights, temperatures, maps.

    export.py --state STATE.pt --kind fast|accurate --data DATA --pack P --out models/fast-en.model [--base FOLDER]"""
import argparse
import os
import struct
import subprocess
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

import common
import data
import student
import teacher
from data import IGNORE
from forms import Forms
from pieces import Pieces


def pad(b, n=64):
    return b + bytes(-len(b) % n)


def quantize_rows(w):
    """Rows of float -> int8 and the scale of each row; rows of nothing stay nothing."""
    scale = np.abs(w).max(1) / 127
    scale[scale == 0] = 1
    return np.rint(w / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def table_bytes(weight):
    q, scale = quantize_rows(weight)
    return pad(struct.pack("<II", len(q), 0)) + pad(q.tobytes()) + pad(scale.tobytes())


def linear_bytes(layer):
    """[out/16][in/4][16][4] as int8 dot products want them, then sums, scales, bias."""
    weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    n_out, n_in = weight.shape
    q, scale = quantize_rows(weight)
    o, i = -n_out % 16, -n_in % 64
    q = np.pad(q, ((0, o), (0, i)))
    packed = q.reshape((n_out + o) // 16, 16, (n_in + i) // 4, 4).transpose(0, 2, 1, 3)
    out = pad(struct.pack("<II", n_in, n_out)) + packed.tobytes()
    out += q.astype(np.int32).sum(1).astype(np.int32).tobytes()
    return pad(out + np.pad(scale, (0, o)).tobytes() + np.pad(bias.astype(np.float32), (0, o)).tobytes())


def linears(net):
    for b in net.blocks:
        for name in ("lin", "qkv", "out", "up", "down"):
            if hasattr(b, name):
                yield getattr(b, name)
    yield from (net.tags, net.arc_hidden, net.arc, net.label_hidden, net.label)


def best_temperature(logits, gold):
    """The temperature at which the gold labels are likeliest, to a hundredth."""
    known = gold != IGNORE
    if not known.any():
        return 1.0
    logits, gold = logits[known], gold[known]
    return min((t / 100 for t in range(50, 301, 2)), key=lambda t: F.cross_entropy(logits / t, gold).item())


@torch.no_grad()
def temperatures(net, cut, n_features, sizes, dev):
    """Of each tag head, of arcs, of relations."""
    net.eval()
    seen = {k: ([], []) for k in common.HEADS + ("arc", "label")}
    for group in common.batches(dev, 4096, lambda s: len(cut(s.words)[0])):
        batch = common.Batch(group, cut, n_features, 4096)
        tags, arcs, halves = batch.forward(net)
        at = 0
        for k, n in zip(common.HEADS, sizes):
            seen[k][0].append(tags[..., at:at + n].flatten(0, 1))
            seen[k][1].append(batch.gold[k].flatten())
            at += n
        heads, width = batch.gold["head"], arcs.shape[-1] - 1
        wide = torch.full((arcs.shape[0] * arcs.shape[1], 258), -1e9)
        wide[:, :width] = arcs.flatten(0, 1)[:, :width]
        wide[:, 257] = arcs.flatten(0, 1)[:, width]
        seen["arc"][0].append(wide)
        seen["arc"][1].append(heads.masked_fill(heads == width, 257).flatten())
        seen["label"][0].append(net.label_scores(halves, heads).flatten(0, 1))
        seen["label"][1].append(batch.gold["deprel"].masked_fill(heads == width, IGNORE).flatten())
    return [best_temperature(torch.cat(l), torch.cat(g)) for l, g in seen.values()]


def floats(net, temperature):
    parts = [net.norm.weight, net.norm.bias]
    for b in net.blocks:
        parts += [b.norm.weight, b.norm.bias]
    parts += [net.root, net.distance, torch.tensor(temperature)]
    return torch.cat([p.detach().float().flatten() for p in parts]).numpy().tobytes()


def config(net, is_pieces, max_units):
    c = net.config
    head = [1, int(is_pieces), c["hidden"], len(c["tables"]), len(c["blocks"]), c["arc"], c["label"], len(c["heads"]),
            max_units] + [0] * 7
    for kind, a, act in c["blocks"]:
        head += [kind, a, act, 0]
    for i, n in enumerate(c["heads"]):
        head += [i, n]
    return struct.pack(f"<{len(head)}I", *head)


def main():
    a = argparse.ArgumentParser()
    for name in ("state", "kind", "data", "pack", "out"):
        a.add_argument("--" + name, required=True)
    a.add_argument("--base")
    a = a.parse_args()
    labels = data.Labels(a.pack)
    sizes = teacher.head_sizes(labels)
    saved = torch.load(a.state, weights_only=False)
    if a.kind == "accurate":
        net = teacher.make_network(labels, sizes)
        pieces = Pieces(os.path.join(a.base, "vocab.txt"))
        cut, lists, max_units = teacher.make_cut(pieces), {"vocab": pieces.vocab}, 256
    else:
        forms = Forms(saved["forms"])
        net = student.make_network(saved["hidden"], saved["blocks"], forms, labels, sizes)
        cut, max_units = forms.cut, Forms.POSITIONS
        lists = dict(zip(("word", "prefix", "suffix", "shape"), forms.maps))
    net.load_state_dict(saved["net"])
    net.eval()
    with torch.no_grad():  # the treebank whose conventions we keep goes into the first table
        last = net.tables[1] if a.kind == "accurate" else net.tables[-1]
        last.weight += net.treebank.weight[0]
        seen = {(x, y) for s in data.treebanks(a.data, "train", labels, ("gum",)) for x, y in zip(s.upos, s.xpos)
                if IGNORE not in (x, y)}
        xpos = sizes[0] + torch.tensor(sorted(set(range(sizes[1])) - {y for _, y in seen}))
        net.tags.bias[xpos] = -30
    fits = lambda s: len(cut(s.words)[0]) <= max_units
    dev = list(data.treebanks(a.data, "dev", labels, ("gum",))) + list(data.worldwide(a.data, "dev", labels))
    temperature = temperatures(net, cut, len(net.config["tables"]), sizes, [s for s in dev if fits(s)])
    print("temperatures", dict(zip(common.HEADS + ("arc", "label"), temperature)))
    sections = {"config": config(net, a.kind == "accurate", max_units),
                "tables": b"".join(table_bytes(t.weight.detach().numpy()) for t in net.tables),
                "linears": b"".join(map(linear_bytes, linears(net))),
                "floats": floats(net, temperature),
                "pairs": bytes(v for pair in sorted(seen) for v in pair)}
    with tempfile.TemporaryDirectory() as folder:
        arguments = []
        for name, content in sections.items():
            path = os.path.join(folder, name)
            with open(path, "wb") as f:
                f.write(content)
            arguments.append(f"{name}={path}")
        for name, rows in lists.items():
            path = os.path.join(folder, name + ".tsv")
            with open(path, "w", encoding="utf-8") as f:
                f.writelines(f"{s}\t{i}\n" for s, i in sorted(rows.items(), key=lambda x: x[1]))
            arguments.append(f"map:{name}={path}")
        subprocess.run([a.pack, a.out] + arguments, check=True)
    print(a.out, os.path.getsize(a.out), "bytes")


if __name__ == "__main__":
    main()
