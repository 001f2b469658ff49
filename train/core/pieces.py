"""WordPiece input as in BERT uncased: pieces of a word, cached by form."""
import unicodedata


def is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def is_cjk(c):
    o = ord(c)
    return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2CEAF
            or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)


def casing(word):
    """ro_casing of src/model/words.h."""
    letters = [c for c in word[:64] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not letters:
        return 0
    if not upper:
        return 1
    if upper == len(letters) and upper > 1:
        return 3
    return 2 if word[0].isupper() and upper == 1 else 4


class Pieces:
    CLS, SEP, UNK = 101, 102, 100

    def __init__(self, vocab):
        self.vocab = {line.rstrip("\n"): i for i, line in enumerate(open(vocab, encoding="utf-8"))}
        self.cache = {}

    def of(self, word):
        if word not in self.cache:
            self.cache[word] = self.cut(word)
        return self.cache[word]

    def cut(self, word):
        text = unicodedata.normalize("NFD", word.lower())
        parts, fresh = [], True
        for c in text:
            if unicodedata.category(c) == "Mn":
                continue
            if is_punctuation(c) or is_cjk(c):
                parts.append(c)
                fresh = True
            elif c.isspace() or unicodedata.category(c)[0] == "C":
                fresh = c.isspace() or fresh
            elif fresh:
                parts.append(c)
                fresh = False
            else:
                parts[-1] += c
        return [p for part in parts for p in self.longest(part)] or [self.UNK]

    def longest(self, part):
        if len(part) > 100:
            return [self.UNK]
        out, first = [], 0
        while first < len(part):
            for end in range(len(part), first, -1):
                piece = self.vocab.get(("##" if first else "") + part[first:end])
                if piece is not None:
                    out.append(piece)
                    first = end
                    break
            else:
                return [self.UNK]
        return out
