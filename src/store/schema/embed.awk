# Statements of a schema, parted by blank lines, as the strings of a C array.
function flush() { if (text != "") { printf "  %s,\n", text; text = "" } }
BEGIN { print "#include \"store/store_internal.h\"\nconst char *const store_schema[] = {" }
/^$/ { flush(); next }
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); text = text "\n    \"" $0 "\\n\"" }
END { flush(); print "  0\n};" }
