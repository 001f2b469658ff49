#!/bin/sh
# docs/formats/story.md names every table, view and column of a story file, and its queries run.
# story_tables.sh READOUT MANUAL EXAMPLES
set -u
readout=$1 manual=$2 examples=$3
command -v sqlite3 >/dev/null || { echo "Bail out! the sqlite3 shell is not installed: tools/setup --check"; exit 1; }
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
"$readout" add --quiet "$work/a.story" "$examples"
point "a story is made" $?
sqlite3 "$work/a.story" "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE '%\_search%' ESCAPE '\' AND m.name NOT LIKE 'sqlite%'" |
  sort >"$work/columns"
awk -F'`' '/^### `/ { table = $2 } /^\| `/ { print table "|" $2 }' "$manual" | sort >"$work/manual"
diff "$work/columns" "$work/manual" | sed 's/^/# /'
cmp -s "$work/columns" "$work/manual"
point "the manual has every column, and no other" $?
sqlite3 "$work/a.story" "SELECT name FROM sqlite_schema WHERE type = 'view'" | while read -r view; do
  grep -q "^### \`$view\`" "$manual" || exit 1
done
point "the manual has every view" $?
awk '/^```sql/ { on = 1; next } /^```/ { on = 0 } on' "$manual" >"$work/queries.sql"
[ -s "$work/queries.sql" ] && sqlite3 -bail "$work/a.story" <"$work/queries.sql" >"$work/out" 2>"$work/err"
point "its queries run" $?
sed 's/^/# /' "$work/err"
[ -z "$(sqlite3 "$work/a.story" 'PRAGMA foreign_key_check')" ]
point "references lead somewhere" $?
[ "$(sqlite3 "$work/a.story" 'PRAGMA integrity_check')" = ok ]
point "the file is sound" $?
[ "$(sqlite3 "$work/a.story" 'SELECT count(*) FROM evidence WHERE length(words) IS NOT "end" - begin')" = 0 ]
point "evidence equals the words of its report" $?
echo "1..$n"
exit $failed
