#!/bin/sh
# A story that grows is the story of all its reports read at once: story_grows.sh READOUT EXAMPLES TESTS
set -u
readout=$(realpath "$1") examples=$(realpath "$2") tests=$(realpath "$3")
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
add() { "$readout" add --quiet "$@"; }
shows() { # shows STORY NAME: what it says, as JSON and as a brief
  "$readout" story --quiet "$1" >"$work/$2.json" && "$readout" brief --quiet "$1" >"$work/$2.txt"
}
equal() { cmp -s "$work/all.json" "$work/$1.json" && cmp -s "$work/all.txt" "$work/$1.txt"; }

cd "$examples" || exit 1
shows halmar all
[ -s "$work/all.json" ]
point "the reports are read at once" $?

add "$work/once.story" halmar && shows "$work/once.story" once
equal once
point "added at once" $?
for f in halmar/*; do add "$work/forth.story" "$f"; done
shows "$work/forth.story" forth
equal forth
point "added one by one" $?
# shellcheck disable=SC2045 # file names of the examples hold no spaces
for f in $(ls -r halmar/*); do add "$work/back.story" "$f"; done
shows "$work/back.story" back
equal back
point "added in the other order" $?

cp "$work/once.story" "$work/before.story"
add "$work/once.story" halmar
cmp -s "$work/once.story" "$work/before.story"
point "adding again changes nothing, not one byte" $?

"$readout" add "$work/told.story" --verbose --quiet halmar >"$work/told"
[ "$(grep -c '^stored halmar/' "$work/told")" = "$(sqlite3 "$work/told.story" 'SELECT count(*) FROM reports')" ]
point "each report is told as it is kept" $?

cp "$work/once.story" "$work/cut.story"
sqlite3 "$work/cut.story" "UPDATE story SET value = '0' WHERE name = 'account'; DELETE FROM claims; DELETE FROM holders"
shows "$work/cut.story" cut
equal cut
point "an account that was not finished is made when it is asked for" $?
add "$work/cut.story" && shows "$work/cut.story" cut && equal cut &&
  [ "$(sqlite3 "$work/cut.story" 'SELECT count(*) > 0 FROM claims')" = 1 ]
point "and kept by the next add" $?

sqlite3 "$work/cut.story" "UPDATE annotations SET read_by = 'readout of old', layers = x'0000'"
add "$work/cut.story" halmar/01-harbour-courier.txt && sqlite3 "$work/cut.story" "UPDATE story SET value = 'old' WHERE name = 'account_by'"
add "$work/cut.story" && shows "$work/cut.story" cut && equal cut &&
  [ "$(sqlite3 "$work/cut.story" "SELECT count(*) FROM annotations WHERE read_by = 'readout of old'")" = 0 ]
point "reports that another Readout read are read again" $?

mkdir "$work/a" "$work/b"
cp halmar/01-harbour-courier.txt "$work/b/report.txt"
cp halmar/01-harbour-courier.txt "$work/a/report.txt"
cd "$work" || exit 1
add "$work/two.story" b && add "$work/two.story" a
[ "$(sqlite3 "$work/two.story" 'SELECT group_concat(path) FROM reports')" = a/report.txt ]
point "of equal reports the one with the least path counts" $?

printf '1\tKaldor\t_\t_\t_\t_\t0\t_\t_\t_\n2\tcan\t_\t_\t_\t_\t1\t_\t_\tSpaceAfter=No\n3\tnot\t_\t_\t_\t_\t1\t_\t_\t_\n4\tagree\t_\t_\t_\t_\t1\t_\t_\t_\n\n' >"$work/given.conllu"
add --input conllu "$work/given.story" given.conllu
"$readout" annotate --quiet --format conllu "$work/given.story" | cut -f2 | grep -v '^#' | tr '\n' ' ' >"$work/words"
[ "$(cat "$work/words")" = "Kaldor can not agree  " ]
point "tokens that were given are kept" $?
sqlite3 "$work/given.story" "UPDATE annotations SET read_by = 'old'; UPDATE story SET value = 'old' WHERE name = 'account_by'"
add "$work/given.story"
"$readout" annotate --quiet --format conllu "$work/given.story" | cut -f2 | grep -v '^#' | tr '\n' ' ' >"$work/words"
[ "$(cat "$work/words")" = "Kaldor can not agree  " ]
point "also when they are read again" $?

sqlite3 "$work/old.story" <"$tests/unit/store/story-1.sql" && cp "$work/old.story" "$work/new.story"
"$readout" story --quiet "$work/old.story" >"$work/old.json" && add "$work/new.story" &&
  "$readout" story --quiet "$work/new.story" >"$work/new.json"
[ -s "$work/old.json" ] && cmp -s "$work/old.json" "$work/new.json" &&
  [ "$(sqlite3 "$work/old.story" 'PRAGMA user_version') $(sqlite3 "$work/new.story" 'PRAGMA user_version')" = "1 2" ]
point "a story of version 1 is read, and brought up to date by add" $?
sqlite3 "$work/new.story" 'PRAGMA user_version = 3'
"$readout" brief "$work/new.story" 2>"$work/err"
[ $? -eq 3 ] && grep -q 'version 3, made by a later Readout' "$work/err"
point "a story of a later Readout is told" $?
echo "1..$n"
exit $failed
