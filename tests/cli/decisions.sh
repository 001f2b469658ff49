#!/bin/sh
# Decisions of a user stand beside what was found, survive new reports, and can be taken back:
# decisions.sh READOUT EXAMPLES
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
decide() { "$readout" decide --quiet "$story" "$@"; }
named() { "$readout" entities --format json "$story" | grep -c "\"name\": \"$1\""; }
id_of() { sqlite3 "$story" "SELECT id FROM entities WHERE name = '$1' LIMIT 1"; }
"$readout" add --quiet "$story" halmar/0[1-5]*
"$readout" story --quiet "$story" >"$work/before.json"

a=$(id_of 'Ilse Brandvik') b=$(id_of 'Anton Mirek')
decide merge "$a" "$b" && [ "$(named 'Ilse Brandvik')$(named 'Anton Mirek')" != 11 ]
point "two entities are merged" $?
"$readout" add --quiet "$story" halmar && [ "$(named 'Ilse Brandvik')$(named 'Anton Mirek')" != 11 ]
point "and stay so when reports are added" $?
decide split 'PER:Anton Mirek' && [ "$(named 'Ilse Brandvik')" -ge 1 ] && [ "$(named 'Anton Mirek')" -ge 1 ]
point "a name is split off" $?
decide undo && decide undo 1 && [ "$(sqlite3 "$story" 'SELECT count(*) FROM decisions WHERE is_undone')" = 2 ]
point "both are taken back" $?
"$readout" story --quiet halmar >"$work/all.json" && "$readout" story --quiet "$story" | cmp -s - "$work/all.json"
point "and have left no trace in the account" $?
decide correct "$(id_of 'Anton Mirek')" name 'Anton J. Mirek' && [ "$(named 'Anton J. Mirek')" = 1 ]
point "a name is corrected" $?
decide grade 'Harbour Courier' B2 --by 'Desk 3' && decide note c1 'ask the ministry'
point "a source is graded, a note is made" $?
"$readout" decisions "$story" | grep -q 'Desk 3'
point "they are listed with who made them" $?
"$readout" decisions --export "$story" >"$work/text" && [ "$(grep -c '^[a-z]' "$work/text")" = 3 ]
point "those in force are exported as text" $?
"$readout" add --quiet "$work/b.story" halmar && "$readout" decisions --quiet --import "$work/text" "$work/b.story"
"$readout" story --quiet "$story" >"$work/one.json" && "$readout" story --quiet "$work/b.story" | cmp -s - "$work/one.json"
point "and imported into another story" $?
for wrong in 'merge e1 nobody' 'grade Courier Z9' 'correct e1 color red' 'frob e1' 'merge e1'; do
  # shellcheck disable=SC2086 # words of one decision
  decide $wrong 2>/dev/null
  [ $? -eq 2 ]
  point "refused: $wrong" $?
done
decide undo 99 2>/dev/null
[ $? -eq 3 ]
point "what was not decided cannot be taken back" $?
echo "1..$n"
exit $failed
