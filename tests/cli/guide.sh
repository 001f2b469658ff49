#!/bin/sh
# The commands of the guide work: guide.sh READOUT ROOT
# Every line of its sh blocks is run, in order, in a folder with the examples and a folder reports/.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$(dirname "$(realpath "$1")"):$PATH
root=$(realpath "$2")
cp -r "$root/examples" "$work/examples"
mkdir "$work/reports"
cp "$root"/examples/halmar/0[1-3]* "$work/reports"
cd "$work" || exit 1
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$root/docs/guide/guide.md" >commands
n=0 failed=0
while IFS= read -r command; do
  n=$((n + 1))
  if sh -c "$command" >out 2>err </dev/null; then echo "ok $n - $command" | sed 's/ #.*//'; else
    echo "not ok $n - $command" | sed 's/ #.*//'
    sed 's/^/# /' err
    failed=1
  fi
done <commands
[ "$n" -ge 10 ] || failed=1
echo "1..$n"
exit $failed
