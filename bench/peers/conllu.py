"""CoNLL-U, the form in which all peers are given words and give back layers.

MISC has TokenRange=start:end (characters of the text) and NER=B-KIND, as Readout writes it."""


def documents(text):
    """Lists of sentences of rows of ten fields; words only, no ranges of tokens or empty nodes."""
    found, sentence = [[]], []
    for line in text.splitlines() + [""]:
        if line.startswith("# newdoc"):
            found.append([])
        elif not line and sentence:
            found[-1].append(sentence)
            sentence = []
        elif line and line[0] != "#":
            fields = line.split("\t")
            if fields[0].isdigit():
                sentence.append(fields)
    return [d for d in found if d]


def field(row, name, default=None):
    """The value of NAME=VALUE in MISC."""
    for item in row[9].split("|"):
        if item.startswith(name + "="):
            return item[len(name) + 1:]
    return default


def row(number, form, upos, xpos, head, label, span, kind):
    """One line; span is (start, end) or None."""
    misc = (f"TokenRange={span[0]}:{span[1]}|" if span else "") + f"NER={kind}"
    fields = (number, form, "_", upos or "_", xpos or "_", "_", head, label or "_", "_", misc)
    return "\t".join(str(x) for x in fields)
