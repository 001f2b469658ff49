"""The network of docs/formats/model.md in PyTorch: blocks over units, heads over words.

The same arithmetic as src/net, in floating point; `quantized()` makes the linears behave as the
int8 ones do, with gradients passed straight through."""
import contextlib

import torch
import torch.nn as nn
import torch.nn.functional as F

N_DISTANCE = 32
_quantizing = False


@contextlib.contextmanager
def quantized(on=True):
    global _quantizing
    before, _quantizing = _quantizing, on
    yield
    _quantizing = before


def fake_quantize(x):
    """Symmetric int8 by row, gradients straight through."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp_min(1e-12) / 127
    return x + ((x / scale).round() * scale - x).detach()


class Linear(nn.Linear):
    def forward(self, x):
        if _quantizing:
            return F.linear(fake_quantize(x.float()), fake_quantize(self.weight), self.bias)
        return super().forward(x)


ACT = {0: lambda x: x, 1: F.relu, 2: F.gelu}


class Conv3(nn.Module):
    """Over a unit and those `reach` before and behind it (dilated convolution, Strubell et al. 2017)."""

    def __init__(self, h, reach, act):
        super().__init__()
        self.lin, self.reach, self.act, self.norm = Linear(3 * h, h), reach, act, nn.LayerNorm(h, eps=1e-12)

    def forward(self, x, mask):
        x, r = x * mask.unsqueeze(-1), self.reach
        wide = torch.cat([F.pad(x, (0, 0, r, 0))[:, :-r], x, F.pad(x, (0, 0, 0, r))[:, r:]], -1)
        return self.norm(x + ACT[self.act](self.lin(wide)))


class Attention(nn.Module):
    def __init__(self, h, heads):
        super().__init__()
        self.heads = heads
        self.qkv, self.out, self.norm = Linear(h, 3 * h), Linear(h, h), nn.LayerNorm(h, eps=1e-12)

    def forward(self, x, mask):
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        scores = (q * (h // self.heads) ** -0.5) @ k.transpose(2, 3)
        y = (scores + (mask - 1)[:, None, None, :].to(scores.dtype) * 1e4).softmax(-1, dtype=scores.dtype) @ v
        return self.norm(x + self.out(y.transpose(1, 2).reshape(b, n, h)))


class Feed(nn.Module):
    def __init__(self, h, inner, act):
        super().__init__()
        self.up, self.down, self.act = Linear(h, inner), Linear(inner, h), act
        self.norm = nn.LayerNorm(h, eps=1e-12)

    def forward(self, x, mask):
        return self.norm(x + self.down(ACT[self.act](self.up(x))))


class Network(nn.Module):
    """tables: rows of each feature; blocks: (kind, a, act); heads: classes of each tag head."""

    def __init__(self, hidden, tables, blocks, heads, arc, label, n_labels, n_treebanks=3, dropout=0.1):
        super().__init__()
        self.config = dict(hidden=hidden, tables=tables, blocks=blocks, heads=heads, arc=arc, label=label,
                           n_labels=n_labels)
        self.tables = nn.ModuleList(nn.Embedding(n, hidden) for n in tables)
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.05)
        self.treebank = nn.Embedding(n_treebanks, hidden)
        nn.init.zeros_(self.treebank.weight)
        self.norm, self.dropout = nn.LayerNorm(hidden, eps=1e-12), nn.Dropout(dropout)
        make = {1: lambda a, act: Conv3(hidden, a, act), 2: lambda a, act: Attention(hidden, a),
                3: lambda a, act: Feed(hidden, a, act)}
        self.blocks = nn.ModuleList(make[kind](a, act) for kind, a, act in blocks)
        self.tags = Linear(hidden, sum(heads))
        self.arc_hidden, self.arc = Linear(hidden, 2 * arc), Linear(arc, arc)
        self.root = nn.Parameter(torch.zeros(arc))
        self.distance = nn.Parameter(torch.zeros(2 * N_DISTANCE + 2))
        self.label_hidden, self.label = Linear(hidden, 2 * label), Linear(label, n_labels)

    def encode(self, rows, mask, treebank):
        """rows [b, n, F], mask [b, n] -> [b, n, hidden]."""
        x = sum(t(rows[..., f]) for f, t in enumerate(self.tables)) + self.treebank(treebank)[:, None]
        x = self.dropout(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return self.dropout(x)

    def forward(self, rows, mask, treebank, word_unit, word_mask):
        """Tag logits [b, w, sum(heads)], arcs [b, w, w + 1] (last = root), label halves [b, w, 2L]."""
        x = self.encode(rows, mask, treebank)
        x = x.gather(1, word_unit.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        dep, head = F.relu(self.arc_hidden(x)).chunk(2, -1)
        b, w, k = head.shape
        head = torch.cat([head, self.root.to(head.dtype).expand(b, 1, k)], 1)
        place = torch.arange(w)
        far = (place[None, :] - place[:, None]).clamp(-N_DISTANCE, N_DISTANCE) + N_DISTANCE
        far = torch.cat([far, torch.full((w, 1), 2 * N_DISTANCE + 1)], 1)
        arcs = (self.arc(dep) @ head.transpose(1, 2)).float() + self.distance[far]
        closed = torch.cat([word_mask, torch.ones(b, 1, dtype=word_mask.dtype)], 1) == 0
        arcs = arcs.masked_fill(closed[:, None, :], -1e9)
        arcs = arcs.masked_fill(F.pad(torch.eye(w, dtype=torch.bool), (0, 1))[None], -1e9)
        return self.tags(x).float(), arcs, self.label_hidden(x)

    def label_scores(self, halves, head):
        """Relation logits [b, w, labels] of words whose head is a word (index; the root's are void)."""
        dep, top = halves.chunk(2, -1)
        w = top.shape[1]
        top = top.gather(1, head.clamp(0, w - 1).unsqueeze(-1).expand(-1, -1, top.shape[-1]))
        return self.label(F.relu(dep + top)).float()
