#!/bin/sh
# Bad input, one at a time: a clear message with file, place and reason; what else was given is
# still read; a stored story stays as it was.  bad_input.sh READOUT
set -u
readout=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
count=0
failed=0

# check NAME COMMANDS: the shell commands must all succeed
check() {
  count=$((count + 1))
  if why=$(set -eu; eval "$2" 2>&1); then
    echo "ok $count - $1"
  else
    failed=$((failed + 1))
    echo "not ok $count - $1"
    { echo "$why"; cat err 2>/dev/null; } | head -20 | sed 's/^/# /'
  fi
}

# run EXIT ARGUMENTS...: runs readout, which must end with EXIT; out and err keep what it wrote
run() {
  wanted=$1
  shift
  code=0
  timeout 60 "$readout" "$@" >out 2>err || code=$?
  [ "$code" = "$wanted" ] || { echo "exit $code, not $wanted: readout $*"; return 1; }
}

says() { grep -qF -- "$1" err || { echo "no message: $1"; return 1; }; }
reads() { n=$(wc -l <out); [ "$n" -eq "$1" ] || { echo "$n reports, not $1"; return 1; }; }

echo "The council of Varland met in Kaldor on Monday, the minister said." >good.txt
mkdir folder.txt bare
: >empty.txt
printf '\177ELF\002\001\001\000\000\000\000\000\000\000\000\000\003\000>\000' >binary.txt
printf 'Caf\351 owners in Kaldor closed their doors, they said.\n' >latin.txt
printf 'Kaldor\000 sent its\000 envoy home on Monday.\n' >nul.txt
ln -s nowhere dangling.txt
mkfifo pipe.txt
i=0
while [ $i -lt 10 ]; do
  i=$((i + 1))
  if [ $i = 7 ]; then
    echo '{"text": "The harbour of Kaldor was'
  else
    echo "{\"text\": \"Report $i: the harbour of Kaldor was closed.\", \"id\": $i}"
  fi
done >broken.jsonl

check 'a path that is not there' '
  run 0 annotate missing.txt good.txt; says "missing.txt: No such file"; reads 1'
check 'an empty file' 'run 0 annotate empty.txt good.txt; says "empty.txt: is empty"; reads 1'
check 'a folder without reports' 'run 0 annotate bare good.txt; says "bare: there are no reports"; reads 1'
check 'a binary file' 'run 0 annotate binary.txt good.txt; says "binary.txt: is not text"; reads 1'
check 'a folder named as a file is read as a folder' '
  run 0 annotate folder.txt good.txt; says "folder.txt: there are no reports"; reads 1'
check 'a link that leads nowhere' '
  run 0 annotate dangling.txt good.txt; says "dangling.txt: No such file"; reads 1'
check 'a pipe that nobody writes to' 'run 0 annotate pipe.txt good.txt; says "pipe.txt: nobody writes"; reads 1'
check 'a device' 'run 0 annotate /dev/zero good.txt; says "/dev/zero: is a device"; reads 1'
check 'nothing that can be read is a failure' '
  run 3 annotate missing.txt; says "missing.txt: No such file"; says "there is no report to read"'
check 'problems count with --strict' 'run 1 annotate --strict missing.txt good.txt; reads 1'
check 'bytes that are not UTF-8' '
  run 0 annotate latin.txt; says "latin.txt: clean: read as windows-1252"; reads 1
  run 1 annotate --strict latin.txt
  run 0 annotate --quiet latin.txt; [ ! -s err ]'
check 'NUL bytes' 'run 0 annotate nul.txt; says "nul.txt: clean: 2 bytes"; reads 1'
check 'broken JSON on line 7' '
  run 0 annotate broken.jsonl; says "broken.jsonl: line 7 is broken JSON at byte"; reads 9
  grep -q "broken.jsonl#8" out'
check 'a report on standard input' 'run 0 annotate - <good.txt; reads 1'
check 'misuse' 'run 2 annotate; run 2 anotate good.txt; run 2 annotate --no-such good.txt'

head -c 50000000 /dev/zero | tr "\000" x >line.txt
check 'a single line of 50 MB' '
  run 0 annotate line.txt good.txt; says "line.txt"; says "is not read further"; reads 2'
rm -f line.txt out
head -c 1000000 /dev/zero | tr "\000" "<" >marks.txt
check 'a million <' 'run 0 annotate marks.txt good.txt; says "marks.txt: is not text: it has no words"; reads 1'
{ echo "A report."; cat marks.txt; } >marked.txt
check 'a million < behind a word' 'run 0 annotate marked.txt good.txt; reads 2'
yes "" | head -n 100000 >lines.txt
check 'a hundred thousand empty lines' '
  run 0 annotate lines.txt good.txt; says "lines.txt: is not text: it has no words"; reads 1'
{ echo "A report."; cat lines.txt; echo "Its end."; } >spaced.txt
check 'a hundred thousand empty lines in a report' 'run 0 annotate spaced.txt good.txt; reads 2'

# Stories.  What is stored must come out byte for byte after every failure.
stored() { "$readout" story kept.story 2>&1 | cmp -s - kept.json || { echo "the stored story changed"; return 1; }; }
echo "The envoy of Osmark left Kaldor, officials said on Tuesday." >more.txt
run 0 add kept.story good.txt
"$readout" story kept.story >kept.json
check 'a story comes out as it went in' '
  "$readout" story good.txt >fresh.json; cmp fresh.json kept.json'
check 'adding what is there changes nothing' 'run 0 add kept.story good.txt; says "0 added, 1 reports"; stored'
check 'a story that is not there' 'run 3 brief missing.story; says "missing.story"'
check 'adding from nowhere' 'run 3 add kept.story missing.txt; says "missing.txt: No such file"; stored'
check 'a file that is no story' 'run 3 add good.txt more.txt; says "good.txt"; says "not a database"; cmp good.txt good.txt'
check 'a folder in place of a story' 'run 3 add bare more.txt; says "bare: is not a file"'
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  as_other='setpriv --reuid 65534 --regid 65534 --clear-groups'
else
  as_other=
fi
chmod 755 . ; chmod 444 kept.story
check 'a story that may not be written' '
  code=0; $as_other "$readout" add kept.story more.txt >out 2>err || code=$?
  [ $code = 3 ]; says "kept.story: the story cannot be written"; says "read-only"; stored'
chmod 644 kept.story
head -c 3000000 /dev/zero | tr "\000" "x" | fold -w 9 >much.txt
check 'a full disk' '
  code=0; (trap "" XFSZ; ulimit -f 300; "$readout" add kept.story much.txt >/dev/null 2>err) || code=$?
  [ $code = 3 ]; says "kept.story: the story cannot be written"; stored
  code=0; (trap "" XFSZ; ulimit -f 1; "$readout" add fresh.story more.txt >/dev/null 2>err) || code=$?
  [ $code = 3 ]; says "fresh.story: the story cannot be written"; [ ! -e fresh.story ]'
head -c 3000 kept.story >short.story
check 'half a story' 'run 3 brief short.story; says "short.story"'
printf 'SQLite format 3\000 and then prose' >fake.story
check 'a story by its first bytes only' 'run 3 brief fake.story; says "fake.story"; says "not a database"'
check 'output that cannot be written' '
  run 3 story --output bare/no/file good.txt; says "bare/no/file: No such file"
  if [ -e /dev/full ]; then run 3 story --output /dev/full good.txt; says "/dev/full: No space left"; fi'
echo "1..$count"
[ $failed = 0 ]
