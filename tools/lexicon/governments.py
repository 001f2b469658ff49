#!/usr/bin/env python3
"""Makes lexicon/governments.tsv: places, buildings and offices that stand for a body of a state.

Capitals come from lexicon/countries.tsv (run countries.py first), seats from seats.txt beside this
program (written by hand for this project).
"""
import os

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
Metonyms of governments: capitals, seats, buildings and offices that speak and act in the news.
key   as written, lower case, without the article
iso2  state, as in countries.tsv
kind  capital (stands for the government only where it acts or speaks) | seat | building | office |
      press
name  canonical name of the body
org   entity key of the body: "gov:RU" the government, "org:RU-presidency" a body of it
Source: written for this project.  Made by tools/lexicon/governments.py.  Licence: Apache-2.0.
"""
# Capitals of these stand for no government in the news (territories) or are named otherwise.
NOT_A_SEAT = {("AE", "dubai"), ("NL", "amsterdam"), ("ID", "nusantara")}


def capital_rows():
    path = os.path.join(lexfile.ROOT, "lexicon", "countries.tsv")
    for key, kind, iso2, name in lexfile.read(path)[2]:
        if kind == "capital" and (iso2, key) not in NOT_A_SEAT and key != "hague":
            yield key, iso2, "capital", "Government of " + name, "gov:" + iso2


def seat_rows():
    with open(os.path.join(HERE, "seats.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            names, iso2, kind, body, org = line.rstrip("\n").split("|")
            if names.startswith("Foreign Office"):
                names = names.replace("Foreign, Commonwealth", "Foreign; Commonwealth")
            for name in names.split(","):
                name = name.strip().replace(";", " ,").removeprefix("the ")
                for form in dict.fromkeys((name, lexfile.ascii_form(name))):
                    yield form, iso2, kind, body, org


rows, seen = [], set()
for row in list(seat_rows()) + list(capital_rows()):
    if (row[0].lower(), row[4]) not in seen:  # a seat that is the capital too: once
        seen.add((row[0].lower(), row[4]))
        rows.append(row)
print(lexfile.write("governments", HEADER, ["key", "iso2", "kind", "name", "org"], rows))
