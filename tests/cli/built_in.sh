#!/bin/sh
# Every table and model of the repository is built in: built_in.sh ROOT
set -u
n=0 failed=0
for pair in lexicon/tsv models/model; do
  folder=${pair%/*} ending=${pair#*/}
  n=$((n + 1))
  missing=$(for file in "$1/$folder"/*."$ending"; do
    grep -q "'$(basename "$file")'" "$1/$folder/meson.build" || basename "$file"
  done)
  if [ -z "$missing" ]; then echo "ok $n - all of $folder"; else
    echo "not ok $n - $folder/meson.build lacks: $missing"
    failed=1
  fi
done
echo "1..$n"
exit $failed
