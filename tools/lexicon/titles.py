#!/usr/bin/env python3
"""Makes lexicon/titles.tsv from titles-facts.txt beside this program (written for this project)."""
import os

import lexfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = """
Titles before or after a name, and nouns that name an office.
key    word or phrase, lower case ("foreign minister", "lt. gen.")
kind   honorific | rank (military, police) | office
role   canonical name of the office or rank; "_" for mere honorifics
level  whose office it is: state | ministry | military | party | company | body (an international or
       public body) | any
Source: written for this project.  Made by tools/lexicon/titles.py.  Licence: Apache-2.0.
"""
rows, seen = [], set()
with open(os.path.join(HERE, "titles-facts.txt"), encoding="utf-8") as lines:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            kind, role, level, forms = line.rstrip("\n").split("|")
            for form in (f.strip() for f in forms.split(",")):
                for spelled in dict.fromkeys((form, lexfile.ascii_form(form))):
                    if spelled not in seen:  # the first office named is the usual one
                        seen.add(spelled)
                        rows.append((spelled, kind, role, level))
print(lexfile.write("titles", HEADER, ["key", "kind", "role", "level"], rows))
