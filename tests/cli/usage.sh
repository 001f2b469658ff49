#!/bin/sh
# Help, misuse and exit codes: usage.sh READOUT EXAMPLES OPTIONS.DEF COMMANDS.DEF MANUAL
set -u
readout=$1 examples=$2 options=$3 commands=$4 manual=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 failed=0

point() { # point TITLE STATUS
  n=$((n + 1))
  if [ "$2" -eq 0 ]; then echo "ok $n - $1"; else
    echo "not ok $n - $1"
    failed=1
  fi
}

exits() { # exits CODE TITLE COMMAND...: exit code, and for misuse a message that names the way out
  code=$1 title=$2
  shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null
  [ $? -eq "$code" ]
  point "$title: exit $code" $?
}

exits 0 "--help" "$readout" --help
exits 0 "--version" "$readout" --version
exits 2 "no command" "$readout"
exits 2 "unknown command" "$readout" frobnicate
grep -q 'no command frobnicate' "$work/err"; point "it names the command" $?
exits 2 "unknown option" "$readout" brief --frob "$examples/halmar"
grep -q -- '--frob' "$work/err"; point "it names the option" $?
exits 2 "option without its value" "$readout" brief "$examples/halmar" --format
exits 2 "unknown format" "$readout" brief --format pdf "$examples/halmar"
exits 2 "unknown layer" "$readout" explain --layer nothing "$examples/halmar"
exits 2 "no path" "$readout" brief
exits 3 "explain an id that is not there" "$readout" explain "$examples/halmar" c999
grep -q 'c999' "$work/err"; point "it names the id" $?
exits 0 "explain a line" "$readout" explain --quiet "$examples/halmar" 1
grep -q '»' "$work/out"; point "it shows the words" $?
exits 3 "a folder that cannot be written to" "$readout" brief --quiet --output "$work/no/such" "$examples/halmar"
exits 0 "options after the path" "$readout" brief "$examples/halmar" --quiet --width=60
awk 'length($0) > 200 { exit 1 }' "$work/out"; point "the width is kept" $?
for c in $(sed -n 's/^RO_COMMAND(\([a-z]*\),.*/\1/p' "$commands"); do
  exits 0 "$c --help" "$readout" "$c" --help
  grep -q "^\.B $c\$" "$manual"; point "the manual has $c" $?
done
for o in $(sed -n 's/^RO_OPTION(\([a-z_]*\),.*/\1/p' "$options" | tr _ -); do
  grep -qF -- "\\-\\-$(echo "$o" | sed 's/-/\\-/g')" "$manual"; point "the manual has --$o" $?
done
printf 'Varland said on Monday that talks would be held.\n' | "$readout" annotate --quiet - | grep -q '"text"'
point "standard input" $?
"$readout" annotate --quiet "$examples/halmar" | head -c 100 >/dev/null; point "a closed pipe is no error" $?
for format in conllu timeml brat; do
  exits 0 "annotate --format $format" "$readout" annotate --quiet --format $format "$examples/halmar"
  [ -s "$work/out" ]; point "$format is not empty" $?
done
"$readout" annotate --quiet --format conllu "$examples/halmar/01-harbour-courier.txt" >"$work/a.conllu"
"$readout" annotate --quiet --input conllu --format conllu "$work/a.conllu" | cut -f1-2 >"$work/b.words"
cut -f1-2 "$work/a.conllu" | grep -v '^#' >"$work/a.words"
grep -v '^#' "$work/b.words" | cmp -s - "$work/a.words"; point "CoNLL-U keeps tokens as given" $?
echo "1..$n"
exit $failed
