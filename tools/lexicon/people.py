#!/usr/bin/env python3
"""Makes lexicon/people.tsv: who held which office when.

  tools/lexicon/people.py WIKIDATA REIGN PHOENIX

people-facts.txt beside this program is written by hand for this project; WIKIDATA is a list of the
heads of state and government of 2021-22 (world-leaders-2021-wikidata.csv: country, position, holder,
years), which fills in the states that the facts leave out.  Leaders since 1985 come from REIGN
(reign-leaders-1950-2021.csv: surname and term) where the dated names of PETRARCH's actor dictionary
(PHOENIX, Phoenix.Countries.actors.txt.gz) give the full name and the state: same surname, and a term
in government that begins within two months.
"""
import csv
import datetime
import gzip
import json
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
a list of leaders of 2021-22 out of Wikidata (CC0), of leaders since 1985 (role leader) from REIGN and
PETRARCH's dictionaries (MIT; facts).  Made by tools/lexicon/people.py.
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


def day_of(digits):
    """PETRARCH's yymmdd or yyyymmdd; years from 30 on are of the last century."""
    if len(digits) == 6:
        digits = ("19" if digits >= "30" else "20") + digits
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8] or 1))
    except ValueError:
        return None


def dated_names(path, iso2_of):
    """(surname) -> [(full name, state, first day in government)] of PETRARCH's dictionary."""
    found, names = {}, []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.split("#")[0].rstrip()
            if not line:
                continue
            if line[0] not in "\t [":
                name = re.split(r"[\[;]", line)[0].strip().strip("_").replace("_", " ")
                names = names + [name[1:]] if name.startswith("+") else [name]
            for iso3, start in re.findall(r"\[([A-Z]{3})GOV (\d{6,8})-", line):
                day = day_of(start)
                if names and day and iso3 in iso2_of and len(names[0].split()) > 1:
                    surname = lexfile.ascii_form(names[0].split()[-1].lower())
                    found.setdefault(surname, []).append((names[0].title(), iso2_of[iso3], day))
    return found


def leaders(reign, phoenix, folder):
    with open(os.path.join(folder, "iso_3166-1.json"), encoding="utf-8") as file:
        iso2_of = {e["alpha_3"]: e["alpha_2"] for e in json.load(file)["3166-1"]}
    names = dated_names(phoenix, iso2_of)
    with open(reign, encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            if not row["syear"].isdigit() or int(row["syear"]) < 1985 or not row["sdate"].isdigit():
                continue
            first = datetime.date(int(row["syear"]), int(row["smonth"]), int(row["sdate"]))
            surname = lexfile.ascii_form(lexfile.key_of(row["leader"]).split()[-1])
            near = sorted((abs((day - first).days), name, state)
                          for name, state, day in names.get(surname, []))
            if near and near[0][0] <= 60:
                end = row["eyear"] + "-%02d" % int(row["emonth"]) if row["eyear"].isdigit() else "_"
                name = re.sub(r"(?<= )(De|La|Da|Do|Dos|Del|Bin|Van|Von|Der|El)(?= )",
                              lambda m: m.group().lower(), near[0][1])
                yield [name], near[0][2], [("leader", first.isoformat(), end)]


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
    known = {slug(n) for names, _, _ in people for n in names}
    surnames = {(slug(n).split("-")[-1], of) for names, of, _ in people for n in names}
    for names, of, terms in leaders(sys.argv[2], sys.argv[3], "/usr/share/iso-codes/json"):
        if slug(names[0]) not in known and (slug(names[0]).split("-")[-1], of) not in surnames:
            people.append((names, of, terms))
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
