#!/usr/bin/env python3
"""Makes lexicon/organizations.tsv from organizations-facts.txt and the ministries of each state.

Ministries are made from patterns ("Foreign Ministry of France", "French foreign ministry") with the
names and adjectives of lexicon/countries.tsv, so run countries.py first.
"""
import os

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
Organisations: international bodies, formats of talks, media, services, armed groups, companies.
key      name as written, lower case, without the article
name     canonical name
org      entity key, "org:NATO"
type     ORG
kind     alliance | un | union | court | bank | agency | media | party | rebel | company | ngo |
         format | ministry
country  ISO 3166-1 code of its country, or its members, space-separated
form     name | abbreviation (only when written in capitals: "WHO", not "who")
Source: written for this project.  Made by tools/lexicon/organizations.py.  Licence: Apache-2.0.
"""
OUTLETS = """
News agencies, papers and broadcasters: who quotes or is quoted as a medium.
key      name as written, lower case, without the article
name     canonical name
org      entity key, as in organizations.tsv
country  ISO 3166-1 code of its country
Source: the rows of kind media of organizations.tsv.  Made by tools/lexicon/organizations.py.
Licence: Apache-2.0.
"""
NO_OUTLET = {"org:twitter", "org:telegram", "org:facebook", "org:tiktok", "org:youtube",
             "org:truth-social", "org:planet-labs"}
COMMON = {"pa", "tap", "map", "aps", "tt", "app", "mena", "sana", "ana", "sta", "err"}
# key, canonical name, nouns that follow the adjective of the state ("French foreign ministry").
MINISTRIES = [
    ("foreign-ministry", "Ministry of Foreign Affairs",
     ["foreign ministry", "ministry of foreign affairs", "foreign affairs ministry"]),
    ("defence-ministry", "Ministry of Defence",
     ["defence ministry", "defense ministry", "ministry of defence", "ministry of defense"]),
    ("interior-ministry", "Ministry of the Interior",
     ["interior ministry", "ministry of the interior", "ministry of interior"]),
    ("finance-ministry", "Ministry of Finance", ["finance ministry", "ministry of finance"]),
    ("health-ministry", "Ministry of Health", ["health ministry", "ministry of health"]),
    ("parliament", "Parliament", ["parliament"]),
    ("armed-forces", "Armed Forces", ["military", "armed forces", "army"]),
]
WITH_PATTERNS = set("""US GB FR DE IT ES PT NL BE PL CZ SK HU RO BG GR TR RU UA BY MD GE AM AZ KZ KG
UZ TJ TM CN JP KR KP TW IN PK BD AF IR IQ SY LB IL PS JO SA AE QA KW BH OM YE EG LY TN DZ MA SD SS ET
ER SO KE UG RW BI CD NG NE ML BF TD CM SN GH ZA ZW MZ AO BR AR CL CO VE EC PE BO MX CU NI CA AU NZ PH
VN TH MM MY ID SG KH LA LK NP SE NO FI DK EE LV LT IE AT CH RS XK BA HR SI ME MK AL CY""".split())


def adjectives():
    """First demonym row of each state in the order of countries-facts.txt: its adjective."""
    with open(os.path.join(HERE, "countries-facts.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                iso2, names, _, demonyms, *_ = line.rstrip("\n").split("|")
                name, adjective = names.split(",")[0], demonyms.split(",")[0].split("=")[0].strip()
                if iso2 in WITH_PATTERNS:
                    yield iso2, name, adjective


def is_abbreviation(name):
    bare = name.replace(".", "").replace("-", "")
    return bare.isupper() and len(bare) <= 6 and " " not in name


def outlets(rows):
    """Names under which a medium is a source, without what is a common word in small letters."""
    for key, name, org, _, kind, country, form in rows:
        if kind == "media" and org not in NO_OUTLET and not (form == "abbreviation" and key in COMMON):
            yield key, name, org, country


def main():
    rows, seen = [], set()

    def add(form, *rest):
        for spelled in dict.fromkeys((form, lexfile.ascii_form(form))):
            key = lexfile.key_of(spelled)
            if (key, rest[1]) not in seen:
                seen.add((key, rest[1]))
                rows.append((key,) + rest)

    with open(os.path.join(HERE, "organizations-facts.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            kind, country, key, names = line.rstrip("\n").split("|")
            names = [n.strip() for n in names.split(",")]
            title = names[0]
            forms = [n.removeprefix("the ") for n in names]
            forms += [n[4:] for n in names if n.startswith("The ") and " " in n[4:]]
            # a name that is written in small letters too ("Nato") is no mere abbreviation
            plain = {f.lower() for f in forms if not is_abbreviation(f)}
            for form in forms:
                is_short = is_abbreviation(form) and form.lower() not in plain
                add(form, title, "org:" + key, "ORG", kind, country,
                    "abbreviation" if is_short else "name")
    given = {key for key, _ in seen}
    for iso2, state, adjective in adjectives():
        for key, canonical, nouns in MINISTRIES:
            org = "org:%s-%s" % (iso2, key)
            org = {"org:US-foreign-ministry": "org:US-state-department"}.get(org, org)
            kind = "agency" if key == "armed-forces" else "ministry"
            for noun in nouns:
                if lexfile.key_of("%s %s" % (adjective, noun)) in given:
                    continue  # a name given by hand: the IDF
                add("%s %s" % (adjective, noun), "%s of %s" % (canonical, state), org, "ORG", kind,
                    iso2, "name")
    columns = ["key", "name", "org", "type", "kind", "country", "form"]
    print(lexfile.write("organizations", HEADER, columns, rows))
    print(lexfile.write("outlets", OUTLETS, ["key", "name", "org", "country"], outlets(rows)))


main()
