"""Accuracy of Readout and its peers on the same dev sets; README.md says what can be compared."""
import glob
import gzip
import os
import sys

import conllu

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data")
sys.path.append(os.path.join(ROOT, "eval"))
import names  # noqa: E402
import tokens as raw_tokens  # noqa: E402

TREEBANKS = ("gum-dev", "ewt-dev")
KINDS = {"PERSON": "PER", "PER": "PER", "ORGANIZATION": "ORG", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC",
         "FAC": "LOC", "LOCATION": "LOC", "CITY": "LOC", "COUNTRY": "LOC", "STATE_OR_PROVINCE": "LOC",
         "NORP": "NORP", "NATIONALITY": "NORP", "RELIGION": "NORP", "IDEOLOGY": "NORP"}
# Relations whose dependent hangs on the same word in UD and in spaCy's scheme, if the head is of this kind.
ALIKE = {"VERB": {"nsubj", "obj", "iobj", "aux", "mark", "advmod"},
         "NOUN": {"det", "amod", "nummod", "compound", "nmod:poss"}}


def treebank(name):
    with gzip.open(os.path.join(DATA, "ud", name + ".conllu.gz"), "rt", encoding="utf-8") as f:
        return f.read()


def blank(documents):
    """The words of documents without any layer, each document under its own heading."""
    lines = []
    for number, document in enumerate(documents):
        lines.append(f"# newdoc id = {number}")
        for sentence in document:
            lines += [f"{i + 1}\t{form}" + "\t_" * 4 + "\t0\troot\t_\t_" for i, form in enumerate(sentence)]
            lines.append("")
    return "\n".join(lines) + "\n"


def forms(documents):
    return [[[row[1] for row in sentence] for sentence in document] for document in documents]


def in_order(text):
    """Readout parts documents by "PATH#NUMBER"; the others keep the order."""
    documents = text.split("# newdoc")[1:]
    numbers = [d.partition("\n")[0].rpartition("#")[2] for d in documents]
    if not all(n.isdigit() for n in numbers):
        return text
    return "".join("# newdoc" + d for _, d in sorted(zip(map(int, numbers), documents), key=lambda x: x[0]))


def base(label):
    return label.split(":")[0]


def trees(peer, name):
    """Rows of (measure, value) on the given words of a treebank; spaCy has labels of its own scheme."""
    gold = conllu.documents(treebank(name))
    found = conllu.documents(in_order(peer.gold(blank(forms(gold)))))
    right, alike = dict.fromkeys(("upos", "xpos", "uas", "las", "alike"), 0), 0
    gold_sentences = [s for d in gold for s in d]
    found_sentences = [s for d in found for s in d]
    assert [len(s) for s in gold_sentences] == [len(s) for s in found_sentences], (peer.name, name)
    for g_sentence, f_sentence in zip(gold_sentences, found_sentences):
        for g, f in zip(g_sentence, f_sentence):
            head = g_sentence[int(g[6]) - 1][3] if g[6] != "0" else ""
            same = g[6] == f[6]
            right["upos"] += g[3] == f[3]
            right["xpos"] += g[4] == f[4]
            right["uas"] += same
            right["las"] += same and base(g[7]) == base(f[7])
            if g[7] in ALIKE.get("NOUN" if head == "PROPN" else head, ()):
                alike += 1
                right["alike"] += same
    total = sum(map(len, gold_sentences))
    for measure, shown in (("upos", "UPOS"), ("xpos", "XPOS"), ("uas", "UAS"), ("las", "LAS")):
        if measure in peer.layers:
            yield f"{name}, given words, {shown}", 100 * right[measure] / total
    if "heads" in peer.layers:
        yield f"{name}, given words, heads of the relations that all schemes share", 100 * right["alike"] / alike


def spans_of(documents):
    """Spans of tokens, of sentences, and {span of token: UPOS}."""
    found, sentences = {}, set()
    for document in documents:
        for sentence in document:
            ranges = [tuple(map(int, conllu.field(row, "TokenRange").split(":"))) for row in sentence]
            for span, row in zip(ranges, sentence):
                found[span] = row[3]
            sentences.add((ranges[0][0], ranges[-1][1]))
    return found, sentences


def raw(peer, name):
    """Tokens and sentences of plain text, a blank line between paragraphs."""
    text, tokens, sentences = raw_tokens.gold(os.path.join(DATA, "ud", name + ".conllu.gz"))
    moved, extra = [], 0  # a line end becomes two
    for character in text:
        moved.append(extra)
        extra += character == "\n"
    tokens = {(a + moved[a], b + moved[a]) for a, b in tokens}
    sentences = {(a + moved[a], b + moved[b - 1]) for a, b in sentences}
    upos = [row[3] for d in conllu.documents(treebank(name)) for s in d for row in s]
    found, found_sentences = spans_of(conllu.documents(peer.raw(text.replace("\n", "\n\n"))))
    yield f"{name}, raw text, tokens F1", raw_tokens.f1(tokens, set(found))
    yield f"{name}, raw text, sentences F1", raw_tokens.f1(sentences, found_sentences)
    if "upos" in peer.layers and len(tokens) == len(upos):
        gold = dict(zip(sorted(tokens), upos))
        both = [span for span in gold if span in found]
        yield f"{name}, raw text, UPOS where the token is found", \
            100 * sum(gold[s] == found[s] for s in both) / len(both)


def without_article(words, spans):
    """Spans without "the" before the name: the corpora differ on it."""
    return {(a + (b - a > 1 and words[a].lower() == "the"), b, kind) for a, b, kind in spans}


def entities(peer):
    """F1 of exact spans and types on worldwide dev, given words, four types."""
    paths = sorted(glob.glob(os.path.join(DATA, "ner", "worldwide", "dev", "*.tsv")))
    gold = [list(names.read(path)) for path in paths]
    given = blank([[[form for form, _ in sentence] for sentence in document] for document in gold])
    found = [s for d in conllu.documents(in_order(peer.gold(given))) for s in d]
    rows = [s for d in gold for s in d]
    assert [len(s) for s in rows] == [len(s) for s in found], peer.name
    right, total = {}, {}
    for g, f in zip(rows, found):
        words = [form for form, _ in g]
        tags = [[kind(tag, {"FAC": "LOC", "LOC": "LOC", "PER": "PER", "ORG": "ORG", "NORP": "NORP"}) for _, tag in g],
                [kind(conllu.field(row, "NER"), KINDS) for row in f]]
        g_spans, f_spans = (without_article(words, names.spans(t)) for t in tags)
        for table, spans in ((total, list(g_spans) + list(f_spans)), (right, g_spans & f_spans)):
            for span in spans:
                table[span[2]] = table.get(span[2], 0) + 1
    for shown in ("PER", "ORG", "LOC", "NORP"):
        yield f"worldwide dev, given words, {shown} F1", 200 * right.get(shown, 0) / total[shown]
    yield "worldwide dev, given words, names F1", 200 * sum(right.values()) / sum(total.values())


def kind(tag, table):
    mapped = table.get(tag[2:]) if tag and tag != "O" else None
    return tag[:2] + mapped if mapped else "O"


def all_rows(peer):
    for name in TREEBANKS:
        yield from raw(peer, name)
        if "given" in peer.layers:
            yield from trees(peer, name)
    if "names" in peer.layers:
        yield from entities(peer)
