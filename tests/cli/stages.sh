#!/bin/sh
# The table of ARCHITECTURE.md is the table of the program: stages.sh READOUT ARCHITECTURE.md
set -eu
printed=$("$1" stages | awk '$2 == "reads" { name = $1; $1 = $2 = ""; sub(/^ +/, ""); reads = $0 }
  $1 == "writes" { $1 = ""; sub(/^ +/, ""); print name "|" reads "|" $0 }')
written=$(awk -F' *[|] *' '/^## Layers/ { on = 1 } /^`src/ { on = 0 }
  on && NF == 5 && $2 != "stage" && $2 !~ /^-/ { print $2 "|" $3 "|" $4 }' "$2")
if [ "$printed" = "$written" ]; then
  echo "ok 1 - the stage tables agree"
else
  echo "not ok 1 - the stage tables agree"
  printf '%s\n--\n%s\n' "$printed" "$written" | sed 's/^/# /'
fi
twice=$("$1" stages | awk '$1 == "writes" { for (i = 2; i <= NF; i++) print $i }' | sort | uniq -d)
if [ -z "$twice" ]; then echo "ok 2 - no layer has two writers"; else echo "not ok 2 - $twice"; fi
echo 1..2
[ "$printed" = "$written" ] && [ -z "$twice" ]
