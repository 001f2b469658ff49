"""Batches, losses and scores that the teacher and the student share."""
import random

import torch
import torch.nn.functional as F

from data import IGNORE

HEADS = ("upos", "xpos", "names", "onto")
CURLY = {'"': "“", "'": "’", "``": "“", "''": "”"}


WIDTHS = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256)


def width(n):
    """Few widths, so that few shapes of matrices occur: the library prepares each one anew."""
    return next(w for w in WIDTHS if n <= w)


def rows_of(longest, size, n_sentences):
    n = width(longest)
    return max(n_sentences, size // n), n


class Batch:
    """Sentences padded together; `cut(words)` -> (rows of units, first unit of each word)."""

    def __init__(self, sentences, cut, n_features, size):
        cuts = [cut(s.words) for s in sentences]
        b, n = rows_of(max(len(c[0]) for c in cuts), size, len(sentences))
        w = width(max(len(s.words) for s in sentences))
        self.sentences = sentences
        self.rows = torch.zeros(b, n, n_features, dtype=torch.long)
        self.mask, self.word_mask = torch.zeros(b, n), torch.zeros(b, w)
        self.word_unit = torch.zeros(b, w, dtype=torch.long)
        self.treebank = torch.tensor([s.treebank for s in sentences] + [0] * (b - len(sentences)))
        self.gold = {k: torch.full((b, w), IGNORE) for k in HEADS + ("head", "deprel")}
        for i, (s, (rows, first)) in enumerate(zip(sentences, cuts)):
            self.rows[i, :len(rows)] = torch.tensor(rows)
            self.mask[i, :len(rows)] = 1
            self.word_unit[i, :len(first)] = torch.tensor(first)
            self.word_mask[i, :len(first)] = 1
            for k, column in self.gold.items():
                values = getattr(s, k)
                if values is not None:
                    column[i, :len(values)] = torch.tensor(values)
            n_words = len(first)
            heads = self.gold["head"][i]
            heads[heads == n_words] = w  # the root stands in the last column

    def forward(self, net):
        return net(self.rows, self.mask, self.treebank, self.word_unit, self.word_mask)


def batches(sentences, size, cost, shuffle=None):
    """Lists of sentences of like width, `size` units each with the padding."""
    order = sorted(range(len(sentences)), key=lambda i: (width(cost(sentences[i])), shuffle.random() if shuffle else i))
    out, now, widest = [], [], 0
    for i in order:
        c = width(cost(sentences[i]))
        if now and (c != widest or c * (len(now) + 1) > size):
            out.append(now)
            now = []
        now.append(sentences[i])
        widest = c
    if now:
        out.append(now)
    if shuffle:
        shuffle.shuffle(out)
    return out


def recased(sentence, rng):
    """Now and then the sentence as a headline, in capitals, or with the other quotation marks."""
    r, words = rng.random(), sentence.words
    if r < 0.03:
        words = [w[:1].upper() + w[1:] for w in words]
    elif r < 0.05:
        words = [w.upper() for w in words]
    elif r < 0.25:
        words = [CURLY.get(w, w.replace("'", "’")) for w in words]
    if words is sentence.words:
        return sentence
    copy = type(sentence)(words, sentence.treebank)
    for k in ("upos", "xpos", "head", "deprel", "names", "onto", "soft"):
        setattr(copy, k, getattr(sentence, k))
    return copy


def gold_loss(net, batch, tags, arcs, halves, sizes, weight):
    """Sum of the heads' mean losses; heads without gold in the batch count nothing."""
    total, at = 0, 0
    for k, n in zip(HEADS, sizes):
        gold = batch.gold[k]
        if (gold != IGNORE).any():
            total = total + weight.get(k, 1) * F.cross_entropy(tags[..., at:at + n].flatten(0, 1), gold.flatten(),
                                                               ignore_index=IGNORE)
        at += n
    heads = batch.gold["head"]
    if (heads != IGNORE).any():
        total = total + F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        relations = batch.gold["deprel"].masked_fill(heads == arcs.shape[-1] - 1, IGNORE)
        scores = net.label_scores(halves, heads)
        total = total + F.cross_entropy(scores.flatten(0, 1), relations.flatten(), ignore_index=IGNORE)
    return total


def spans(tags, labels):
    """{(first, end, kind)} of BIO numbers."""
    names = {v: k for k, v in labels.items()}
    found, first, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        tag = names[int(t)]
        if kind and (tag[0] != "I" or tag[2:] != kind):
            found.add((first, i, kind))
            kind = None
        if tag[0] == "B" or (tag[0] == "I" and not kind):
            first, kind = i, tag[2:]
    return found


@torch.no_grad()
def evaluate(net, sentences, cut, n_features, sizes, labels, autocast=True, dtype=torch.bfloat16):
    """UPOS, XPOS, UAS, LAS (greedy heads) and F1 of names, in percent."""
    net.eval()
    right, total = dict.fromkeys(("upos", "xpos", "uas", "las"), 0), dict.fromkeys(("upos", "xpos", "uas"), 0)
    hit = {"names": [0, 0, 0], "onto": [0, 0, 0]}
    for group in batches(sentences, 4096, lambda s: len(cut(s.words)[0])):
        batch = Batch(group, cut, n_features, 4096)
        with torch.autocast("cpu", dtype=dtype, enabled=autocast):
            tags, arcs, halves = batch.forward(net)
            head = arcs.argmax(-1)
            relation = net.label_scores(halves, head)
        relation[..., labels.deprel["root"]] = -1e9
        relation = relation.argmax(-1)
        root = arcs.shape[-1] - 1
        relation = relation.masked_fill(head == root, labels.deprel["root"])
        at = 0
        for k, n in zip(HEADS, sizes):
            best, gold = tags[..., at:at + n].argmax(-1), batch.gold[k]
            at += n
            if k in hit:
                for i, s in enumerate(group):
                    if getattr(s, k) is not None:
                        a = spans(best[i, :len(s.words)], getattr(labels, k))
                        g = spans(getattr(s, k), getattr(labels, k))
                        hit[k] = [x + y for x, y in zip(hit[k], (len(a & g), len(a), len(g)))]
            else:
                known = gold != IGNORE
                right[k] += (best[known] == gold[known]).sum().item()
                total[k] += known.sum().item()
        known = batch.gold["head"] != IGNORE
        good = (head == batch.gold["head"]) & known
        right["uas"] += good.sum().item()
        right["las"] += (good & (relation == batch.gold["deprel"])).sum().item()
        total["uas"] += known.sum().item()
    total["las"] = total["uas"]
    out = {k: 100 * right[k] / total[k] for k in right if total[k]}
    for k, (a, b, c) in hit.items():
        if c:
            out[k] = 200 * a / (b + c)
    net.train()
    return out


def seed_all(seed):
    random.seed(seed)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    return random.Random(seed)
