# Counts what a dump of mariadb-dump holds, as it streams by. For gawk, in the locale C.
# mariadb-dump writes each row of an INSERT as a line of its own, and escapes line breaks within: a line that begins with INSERT or
# with a parenthesis is never part of a value. What is not as expected ends the export: better no count than a wrong one.
# Prints, tab-separated: `bytes N`, `table ROWS NAME` for each base table in the dump's order, and `complete` or `incomplete`.

function give_up(why) {
  print "line " NR " of the dump " why >"/dev/stderr"
  failed = 1
  exit 1
}

{ bytes += length($0) + length(RT) }

open != "" {
  if (substr($0, 1, 1) != "(") give_up("is no row of " open)
  rows[open]++
  last = substr($0, length($0))
  if (last == ";") open = ""
  else if (last != ",") give_up("is half a row of " open)
  next
}

# Bodies of triggers and routines are whatever somebody wrote.
/^DELIMITER / {
  body = $2 != ";"
  next
}

body { next }

/^INSERT INTO `/ {
  if (!match($0, /^INSERT INTO `(([^`]|``)*)` VALUES$/, found)) give_up("has no rows on lines of their own")
  open = found[1]
  if (!(open in rows)) give_up("fills a table that the dump does not make")
  next
}

# Views are made within comments, so these are tables.
/^CREATE TABLE `/ {
  if (!match($0, /^CREATE TABLE `(([^`]|``)*)` \($/, found)) give_up("makes a table in a way of its own")
  names[++tables] = found[1]
  rows[found[1]] = 0
  next
}

/^-- Dump completed on / { trailer = NR }

END {
  if (failed) exit 1
  # CONVFMT would write large numbers as 1e+10.
  printf "bytes\t%d\n", bytes
  for (i = 1; i <= tables; i++) {
    name = names[i]
    gsub(/``/, "`", name)
    printf "table\t%d\t%s\n", rows[names[i]], name
  }
  print (trailer == NR && NR > 0 && RT != "") ? "complete" : "incomplete"
}
