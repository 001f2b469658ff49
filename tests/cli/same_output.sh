#!/bin/sh
# The output is the same for any number of threads, any order of files, any kernels and a second run:
#   same_output.sh READOUT EXAMPLES
set -eu
readout=$(realpath "$1") examples=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 failed=0

same() { # same TITLE FILE FILE
  n=$((n + 1))
  if [ -s "$2" ] && cmp -s "$2" "$3"; then echo "ok $n - $1"; else
    echo "not ok $n - $1"
    failed=1
  fi
}

run() { # run OUT ARGUMENT...
  out=$1
  shift
  "$readout" "$@" --quiet --lexicon "$examples/lexicon" >"$out"
}

cd "$examples"
for command in annotate story brief; do
  run "$work/one" $command --threads 1 halmar
  run "$work/two" $command --threads 2 halmar
  run "$work/many" $command --threads 16 halmar
  run "$work/again" $command --threads 16 halmar
  same "$command: one thread and two" "$work/one" "$work/two"
  same "$command: one thread and sixteen" "$work/one" "$work/many"
  same "$command: a second run" "$work/many" "$work/again"
  # shellcheck disable=SC2046 # file names of the examples hold no spaces
  run "$work/forth" $command $(ls halmar/*)
  # shellcheck disable=SC2046
  run "$work/back" $command $(ls -r halmar/*)
  same "$command: files in the other order" "$work/forth" "$work/back"
done
TZ=Pacific/Auckland LC_ALL=C run "$work/elsewhere" brief halmar
same "brief: another time zone and locale" "$work/one" "$work/elsewhere"

# Products of bytes are exact and sums have one order, whatever the processor can do.
run "$work/usual" annotate halmar
for kernel in scalar avx2 avx512 amx; do
  READOUT_KERNEL=$kernel run "$work/$kernel" annotate halmar
  same "annotate: kernels $kernel" "$work/usual" "$work/$kernel"
done
echo "1..$n"
exit $failed
