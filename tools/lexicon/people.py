#!/usr/bin/env python3
"""Makes lexicon/people.tsv: who held which office when.

  tools/lexicon/people.py WIKIDATA

people-facts.txt beside this program is written by hand for this project; WIKIDATA is a list of the
heads of state and government of 2021-22 (world-leaders-2021-wikidata.csv: country, position, holder,
years), which fills in the states that the facts leave out.
"""
import csv
import os
import re
import sys

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
People in office: heads of state and government, ministers, spokespeople, heads of international bodies.
key   full name or another spelling of it, lower case; or the surname alone (form surname) where it
      belongs to one person of this table and is no common word, place or given name
org   entity key, "person:volodymyr-zelenskyy"
name  canonical name
role  office, as in titles.tsv
of    whose office it is: ISO 3166-1 code, or the key of a body ("org:NATO")
from  first day, ISO 8601, as precise as known;  to: last day, "_" if in office when this was written
form  name | surname
A person has a row for each office.  Source: written for this project; offices of further states from
a list of leaders of 2021-22 out of Wikidata (CC0).  Made by tools/lexicon/people.py.
Licence: Apache-2.0.
"""
COMMON_SURNAMES = set("""may brown bush rice power price miller burns harris gates powell major wallace
smith jones johnson lee kim park khan singh ali martin carter austin ford lincoln hunt hague wong lam
taylor kerry blair cameron clinton gore grant king castro marin store costa michel sharif aoun shah
dar harper morrison payne gabriel fischer moore woodward fletcher russell brown gray white black green
young bruce ryder bolton bennett cohen katz bar abbas salman hussein omar assad mohamed ahmed hassan
ibrahim sen lindner rama pavel dan fiala petkov stock zas khan chan waltz marcos castillo henry santos
morales petro arce leo francis benedict moon lai tsai koo mujahid haley cheney cooper reeves patel
healey lammy truss raab dermer zamir rau borne attal beaune state harris caine michal harris wang li
xi hu jiang dong mao hua fu jun gang yi meir bin sall abe suga moon boric noboa albanese prime trudeau
ortega maduro griffiths jonathan carpenter cummings beasley grandi moon-soo michel lapid bildt laden mistura haven ki-moon rompuy leyen mamin bari rompuy maio maire wever croo drian hoop scheffer janeiro""".split()) - {"petro", "raab", "boric", "noboa", "trudeau", "maduro", "truss",
                                     "lammy", "albanese", "ortega", "kerry", "blair", "cameron"}
SURNAME_FIRST = {"CN", "HK", "TW", "KR", "KP", "VN", "KH", "SG", "MM", "ET", "ER", "SA", "AE", "QA",
                 "VA", "ID", "TH", "MY"}
ROLES = [("vice president", "vice president"), ("deputy prime minister", "deputy prime minister"),
         ("governor-general", "governor general"), ("prime minister", "prime minister"),
         ("president", "president"), ("monarch", "monarch"), ("king", "monarch"), ("queen", "monarch"),
         ("emperor", "monarch"), ("sultan", "monarch"), ("emir", "monarch"), ("prince", "monarch"),
         ("chancellor", "chancellor"), ("taoiseach", "prime minister"), ("premier", "prime minister"),
         ("pope", "pope"), ("head of government", "prime minister"), ("head of state", "head of state")]


def slug(name):
    bare = lexfile.ascii_form(lexfile.key_of(name))
    return "person:" + re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def given():
    """(names, of, [(role, from, to)])"""
    with open(os.path.join(HERE, "people-facts.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                of, names, offices = line.rstrip("\n").split("|")
                terms = []
                for office in offices.split(";"):
                    words = office.split()
                    dates = [w for w in words if re.match(r"\d{4}|\.\.$", w)]
                    role = " ".join(w for w in words if w not in dates)
                    start, end = (dates + ["_", "_"])[:2]
                    terms.append((role, start, "_" if end == ".." else end))
                yield [n.strip() for n in names.split(",")], of, terms


def role_of(label):
    label = label.lower()
    for words, role in ROLES:
        if words in label:
            return role
    return None


def listed(path, states):
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            iso2 = states.get(lexfile.key_of(row["country"]))
            role = role_of(row["positionLabel"])
            name = row["officeholderLabel"]
            if iso2 and role and not re.match(r"Q\d+$", name) and name != "Elizabeth II":
                yield [name], iso2, [(role, row["start_year"] or "_", row["end_year"] or "_")]


def main():
    states, places = {}, set()
    for key, kind, iso2, _ in lexfile.read(os.path.join(lexfile.ROOT, "lexicon", "countries.tsv"))[2]:
        places.add(key)
        if kind == "name":
            states.setdefault(key, iso2)
    for row in lexfile.read(os.path.join(lexfile.ROOT, "lexicon", "places.tsv"))[2]:
        places.add(row[0])
    people = list(given())
    known = {slug(n) for names, _, _ in people for n in names}
    people += [p for p in listed(sys.argv[1], states) if slug(p[0][0]) not in known]
    rows, owners, first_names = [], {}, set()
    for names, of, terms in people:
        person = slug(names[0])
        for name in names:
            for form in dict.fromkeys((name, lexfile.ascii_form(name.lower()))):
                rows += [(form, person, names[0], role, of, start, end, "name")
                         for role, start, end in terms]
            words = lexfile.key_of(name).split()
            if len(words) > 1:
                first_names.update(words[:-1])
                owners.setdefault(words[-1], set()).add(person)
    for names, of, terms in given():
        person = slug(names[0])
        for name in names if of not in SURNAME_FIRST else []:
            surname = lexfile.key_of(name).split()[-1]
            for form in dict.fromkeys((surname, lexfile.ascii_form(surname))):
                if (owners.get(surname) == {person} and len(form) > 3 and form not in places and
                        form not in first_names and form not in COMMON_SURNAMES and "." not in form):
                    rows += [(form, person, names[0], role, of, start, end, "surname")
                             for role, start, end in terms]
    columns = ["key", "org", "name", "role", "of", "from", "to", "form"]
    print(lexfile.write("people", HEADER, columns, rows), len(people))


main()
