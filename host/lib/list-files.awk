# Makes lines of records that end with NUL: bytes, tab, seconds since 1970, tab, path. For gawk, in the locale C.
# In a path, what would break a line or a column is escaped: backslash, tab, line feed, carriage return.
# Writes `FILES <tab> BYTES` to the file that `totals` names.

BEGIN { RS = "\0" }

{
  match($0, /^[0-9]+\t-?[0-9]+\t/)
  if (RSTART != 1) {
    print "a file is listed as nothing that can be read" >"/dev/stderr"
    failed = 1
    exit 1
  }
  head = substr($0, 1, RLENGTH)
  path = substr($0, RLENGTH + 1)
  gsub(/\\/, "\\\\", path)
  gsub(/\t/, "\\t", path)
  gsub(/\n/, "\\n", path)
  gsub(/\r/, "\\r", path)
  print head path
  files++
  bytes += head + 0
}

END {
  if (failed) exit 1
  printf "%d\t%d\n", files, bytes >totals
}
