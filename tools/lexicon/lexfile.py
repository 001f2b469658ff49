"""Writing of lexicon tables: keys, hyphen forms, order.  Used by the generators of this folder."""
import os
import re
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def key_of(text):
    """Lower case, straight quotes, single spaces, NFC: the form that the loader matches."""
    text = unicodedata.normalize("NFC", text)
    for curly, straight in (("\u2019", "'"), ("\u2018", "'"), ("\u02bb", "'"), ("\u201c", '"'),
                            ("\u201d", '"')):
        text = text.replace(curly, straight)
    return " ".join(text.lower().split())


def key_forms(key):
    """The forms under which the token stage may show a key: hyphens inside a word joined and
    parted ("vice-president", "vice - president"); a possessive is always parted ("people 's")."""
    key = re.sub(r"(?<=\w)('s|(?<=s)')(?= |$)", r" \1", key)
    parted = re.sub(r"(?<=\w)-(?=\w)", " - ", key)
    return [key] if parted == key else [key, parted]


def ascii_form(key):
    """The key without marks, as wire copy writes it: "elysee", "sao tome"."""
    special = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe",
                             "ı": "i", "ð": "d", "þ": "th", "ə": "a"})
    bare = unicodedata.normalize("NFD", key.translate(special))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def write(name, header, columns, rows):
    """Writes lexicon/NAME.tsv: '#' header lines, the columns, the rows in order of their key (rows
    of one key keep the order given: the first is the usual reading).  Exact repeats are dropped."""
    order, seen = [], set()
    for row in rows:
        fields = [str(f) if f not in (None, "") else "_" for f in row]
        for key in key_forms(key_of(fields[0])):
            line = tuple([key] + fields[1:])
            if line not in seen:
                seen.add(line)
                order.append(line)
    order.sort(key=lambda line: line[0].encode())
    path = os.path.join(ROOT, "lexicon", name + ".tsv")
    with open(path, "w", encoding="utf-8") as out:
        for line in header.strip().splitlines():
            out.write(("# " + line).rstrip() + "\n")
        out.write("\t".join(columns) + "\n")
        for line in order:
            out.write("\t".join(line) + "\n")
    return len(order)


def read(path):
    """Rows of a table as dicts, and its header lines and columns."""
    header, columns, rows = [], None, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                header.append(line[1:].strip())
            elif line and columns is None:
                columns = line.split("\t")
            elif line:
                rows.append(line.split("\t"))
    return header, columns, rows
