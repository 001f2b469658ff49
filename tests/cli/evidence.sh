#!/bin/sh
# Every piece of evidence of the sample story equals its report's words: evidence.sh READOUT ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" story --quiet --lexicon "$2/examples/lexicon" "$2/examples/halmar" >"$work/story.json"
if "$2/eval/evidence.py" "$work/story.json" >"$work/out"; then echo "ok 1 - all evidence is exact"; else
  echo "not ok 1 - all evidence is exact"
fi
spans=$(sed -n 's/^evidence spans \([0-9]*\)$/\1/p' "$work/out")
if [ "$spans" -gt 100 ]; then echo "ok 2 - $spans spans"; else echo "not ok 2 - only $spans spans"; fi
echo 1..2
grep -q 'right 100.0' "$work/out" && [ "$spans" -gt 100 ]
