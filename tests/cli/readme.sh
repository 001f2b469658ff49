#!/bin/sh
# The transcript in the README is what the program prints: every line of it, in order.
#   readme.sh READOUT ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readout=$(realpath "$1")
cd "$2"
"$readout" brief --quiet --lexicon examples/lexicon examples/halmar >"$work/brief"
awk '/^```text$/ { on = 1; next } /^```$/ { on = 0 } on' README.md >"$work/transcript"
awk -v brief="$work/brief" '
  $0 == "" { next }
  { found = 0; while (!found && (getline line <brief) > 0) found = line == $0
    if (!found) { print "# not printed, or not in this order: " $0; bad = 1; exit } n++ }
  END { exit bad || n < 20 }' "$work/transcript" && echo "ok 1 - the transcript is printed" || {
  echo "not ok 1 - the transcript is printed"
  failed=1
}
for command in "make brief" "make check"; do
  grep -qx "$command .*" README.md || grep -q "^$command " README.md || { echo "# README lacks $command"; failed=1; }
done
[ -z "${failed:-}" ] && echo "ok 2 - the two commands are shown" || echo "not ok 2 - the two commands are shown"
echo 1..2
[ -z "${failed:-}" ]
