#!/bin/sh
# Questions to a story: every id is one that explain knows, formats agree, filters hold, search finds,
# check tells what was changed: questions.sh READOUT EXAMPLES
set -u
readout=$(realpath "$1") examples=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 failed=0
point() {
  n=$((n + 1))
  if [ "$2" -eq 0 ]; then echo "ok $n - $1"; else
    echo "not ok $n - $1"
    failed=1
  fi
}
cd "$examples" || exit 1
story=$work/a.story
"$readout" add --quiet "$story" halmar
for q in contacts commitments figures claims conflicts timeline entities incidents indicators reports; do
  "$readout" $q --format csv "$story" >"$work/csv" && "$readout" $q --format json "$story" >"$work/json" &&
    "$readout" $q "$story" >"$work/text" && [ "$(wc -l <"$work/text")" -gt 1 ]
  point "$q: text, JSON and CSV" $?
  python3 - "$work/csv" "$work/json" <<'END'
import csv, json, sys
rows, objects = list(csv.reader(open(sys.argv[1], newline=""))), json.load(open(sys.argv[2]))
assert len(rows) == len(objects) + 1
for row, thing in zip(rows[1:], objects):
    assert list(thing) == rows[0]
    assert [("" if v is None else v if isinstance(v, str) else f"{v:g}") for v in thing.values()] == \
           [f"{float(c):g}" if isinstance(v, (int, float)) else c for c, v in zip(row, thing.values())]
END
  point "$q: the two say the same" $?
  [ $q = reports ] && continue
  id=$(sed -n '2s/,.*//p' "$work/csv")
  "$readout" explain --quiet "$story" "$id" | grep -q "^$id  "
  point "$q: explain knows $id" $?
done
[ "$("$readout" timeline --since 2024-03-10 --until 2024-03-10 --format csv "$story" | sed 1d | cut -d, -f2,3 |
  awk -F, '$1 > "2024-03-10" || $2 < "2024-03-10"' | wc -l)" -eq 0 ]
point "days are kept to" $?
[ "$("$readout" reports --source courier --format json "$story" | grep -c '"publisher": "Harbour Courier"')" -eq 2 ]
point "a source is kept to" $?
"$readout" claims --entity 'Ilse Brandvik' --format csv "$story" | sed 1d | grep -qv 'Brandvik'
[ $? -ne 0 ]
point "an entity is kept to" $?
"$readout" timeline --since yesterday "$story" 2>/dev/null
[ $? -eq 2 ]
point "a day that is none is refused" $?
"$readout" search "$story" 'ferry' | grep -q '\[ferry\]'
point "search marks what it finds" $?
"$readout" search --format json "$story" 'the ferry' | grep -q '"found": "report"' &&
  "$readout" search --format json "$story" ferry | grep -q '"found": "statement"'
point "in reports and in statements" $?
[ -z "$("$readout" search "$story" ferry qqqq)" ] && "$readout" search "$story" '"' 'AND' >"$work/odd"
point "all words must be there, and odd ones do no harm" $?

"$readout" check "$story" | grep -q '11 reports, sound'
point "a sound story is sound" $?
spoil() { # spoil WORDS SQL: check says WORDS after SQL
  cp "$story" "$work/b.story"
  sqlite3 "$work/b.story" "PRAGMA foreign_keys = OFF; $2"
  "$readout" check "$work/b.story" >"$work/out"
  [ $? -eq 3 ] && grep -q "$1" "$work/out"
  point "told: $1" $?
}
spoil 'not as they were kept' "UPDATE reports SET text = replace(text, 'ferry', 'fairy')"
spoil 'lies outside of' 'UPDATE passages SET "end" = 999999 WHERE kind = '"'i' AND owner = 0"
spoil 'refers to a row of entities' 'UPDATE sides SET holder = 4000 WHERE nr = 0'
spoil 'not those of the report' "UPDATE set_aside SET words = 'x'"
spoil 'has no annotations' 'DELETE FROM annotations WHERE report = 1'
spoil 'are no annotations' "UPDATE annotations SET layers = x'0100112233' WHERE report = 1"
spoil 'does not hold the words' "INSERT INTO report_search(rowid, title, text) VALUES(500, 'a', 'b')"
spoil 'does not have all reports' "UPDATE story SET value = '999' WHERE name = 'generation'"
"$readout" claims "$work/b.story" 2>"$work/err"
[ $? -eq 3 ] && grep -q 'readout add' "$work/err"
point "a question to an account that is not finished tells the way out" $?
echo "1..$n"
exit $failed
