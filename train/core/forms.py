"""Word-form input of the `fast` network: word, prefix, suffix, shape, place in the sentence."""
import collections
import re

RUN = re.compile(r"(.)\1{2,}")


def normal(form):
    return re.sub("[0-9]", "0", form.lower())


def shape(form):
    """Spelling with runs cut to two: "Osmark-led" = Xxx-xx."""
    kinds = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if "0" <= c <= "9" else c for c in form)
    return RUN.sub(r"\1\1", kinds)[:10]


def strings(form):
    low = normal(form)
    return low, low[:3], low[-3:], shape(form)


class Forms:
    """Row 0 of each table is for what is not listed."""
    POSITIONS = 128

    def __init__(self, lists):
        self.lists = lists
        self.maps = [{s: i + 1 for i, s in enumerate(rows)} for rows in lists]
        self.cache = {}

    @staticmethod
    def count(words, sizes=(40000, 6000, 6000, 800), least=3):
        counts = [collections.Counter() for _ in sizes]
        for form, n in words.items():
            for counter, s in zip(counts, strings(form)):
                counter[s] += n
        rank = lambda c: [s for s, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least]
        return Forms([rank(c)[:n] for c, n in zip(counts, sizes)])

    def tables(self):
        return [len(rows) + 1 for rows in self.lists] + [self.POSITIONS]

    def rows(self, form):
        known = self.cache.get(form)
        if known is None:
            known = self.cache[form] = tuple(m.get(s, 0) for m, s in zip(self.maps, strings(form)))
        return known

    def cut(self, words):
        """As teacher.make_cut: a unit is a word."""
        return ([list(self.rows(w)) + [min(i, self.POSITIONS - 1)] for i, w in enumerate(words)],
                list(range(len(words))))
