#!/usr/bin/env python3
"""Makes lexicon/countries.tsv: names, demonyms, capitals and abbreviations of states.

Facts: countries-facts.txt and countries-historic.txt beside this program (written by hand for this
project), and the official names of ISO 3166-1 as given by the package iso-codes.

  tools/lexicon/countries.py [/usr/share/iso-codes/json]
"""
import json
import os
import sys

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
States and territories: every name under which English news speaks of them.
key   name, adjective, people or capital, lower case; rows of one key go from the usual reading on
kind  name | demonym (adjective or people, also plural) | capital | abbreviation (only when written
      in capitals: "US", not "us") | historic
iso2  ISO 3166-1; EU; of former states ISO 3166-3; XK Kosovo; for private use: XA Abkhazia, XO South
      Ossetia, XT Transnistria, XN Northern Cyprus, XS Somaliland, XR Nagorno-Karabakh, XD and XL
      Donetsk and Luhansk People's Republics.  Entity key: "country:" iso2, its government "gov:" iso2
name  canonical name of the state
Source: written for this project; official names of ISO 3166-1 from Debian's iso-codes (facts).
Made by tools/lexicon/countries.py.  Licence: Apache-2.0.
"""
NO_PLURAL = ("ese", "ish", "ch", "ss", "i-kiribati", "ni-vanuatu", "swiss", "greenlandic",
             "icelandic", "vatican", "manx", "basotho", "batswana", "malagasy", "uk", "us", "u.s.",
             "roma", "philippine")


def facts(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [field.strip() for field in line.rstrip("\n").split("|")]


def parts(field):
    """Comma-separated, but "Washington, D.C." is one name."""
    field = field.replace("Washington, D.C.", "Washington;D.C.")
    return [p.strip().replace(";", " , ") for p in field.split(",") if p.strip() not in ("", "_")]


def demonym_forms(demonym):
    if "=" in demonym:
        return demonym.split("=")
    if demonym.lower().endswith(NO_PLURAL):
        return [demonym]
    return [demonym, demonym + "s"]


def with_bare(names):
    """Each name, and the form without accents."""
    for name in names:
        yield name
        bare = lexfile.ascii_form(name)
        if bare != name:
            yield bare


def state_rows(iso2, names, capitals, demonyms, short):
    name = names[0]
    for form in with_bare(names):
        yield form, "name", iso2, name
    for form in with_bare(d for demonym in demonyms for d in demonym_forms(demonym)):
        if form not in short:
            yield form, "demonym", iso2, name
    for form in short:
        yield form, "abbreviation", iso2, name
    for form in with_bare(capitals):
        yield form, "capital", iso2, name


def official_names(folder, known):
    path = os.path.join(folder, "iso_3166-1.json")
    with open(path, encoding="utf-8") as file:
        for entry in json.load(file)["3166-1"]:
            iso2 = entry["alpha_2"]
            if iso2 not in known:
                yield entry["name"].split(",")[0], "name", iso2, entry["name"].split(",")[0]
                continue
            official = entry.get("official_name", "")
            if official and "," not in official:
                yield official.removeprefix("the "), "name", iso2, known[iso2]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/iso-codes/json"
    rows, known = [], {}
    for iso2, names, capitals, demonyms, short in facts("countries-facts.txt"):
        names = parts(names)
        known[iso2] = names[0]
        rows += state_rows(iso2, names, parts(capitals), parts(demonyms), parts(short))
    rows += official_names(folder, known)
    rows += [(name, "historic", iso2, state) for name, iso2, state in facts("countries-historic.txt")]
    seen, kept = set(), []
    for row in rows:  # an official name that only repeats a row given by hand is left out
        if (lexfile.key_of(row[0]), row[2]) not in seen or row[1] == "abbreviation":
            seen.add((lexfile.key_of(row[0]), row[2]))
            kept.append(row)
    print(lexfile.write("countries", HEADER, ["key", "kind", "iso2", "name"], kept))


main()
