# Statements of SQL files, parted by blank lines, as C arrays of strings: file NAME.sql gives store_NAME,
# with every - of NAME as _.
function flush() { if (text != "") { printf "  %s,\n", text; text = "" } }
function finish() { flush(); if (n) print "  0\n};" }
BEGIN { print "#include \"store/store_internal.h\"" }
FNR == 1 {
  finish()
  name = FILENAME
  sub(/.*\//, "", name); sub(/\.sql$/, "", name); gsub(/-/, "_", name)
  printf "const char *const store_%s[] = {\n", name
  n++
}
/^$/ { flush(); next }
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); text = text "\n    \"" $0 "\\n\"" }
END { finish() }
