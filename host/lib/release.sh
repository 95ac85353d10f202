#!/bin/bash
# Releases of the shop's code below /srv/storefort. Sourced after settings.sh and secrets.sh.

# Refuses what could leave the folder, be executed as somebody else, or fill the disk. Only files and folders, by plain names.
check_archive() {
  local archive=$1 listing bytes free
  listing="$(tar --list --verbose --numeric-owner --quoting-style=escape --file "$archive" --gzip)" ||
    { echo "the release is no whole tar.gz" >&2; return 1; }
  # Columns: mode, owner, bytes, date, time, name.
  awk '!/^[-d]/ { print "the release holds something other than files and folders: " $0; bad = 1 } END { exit bad }' \
    <<<"$listing" >&2
  awk '{ sub(/^([^ ]+ +){5}/, ""); name = $0 }
    name ~ /^\// || name ~ /(^|\/)\.\.(\/|$)/ || name ~ /\\/ { print "the release holds a path that leads out: " name; bad = 1 }
    END { exit bad }' <<<"$listing" >&2
  bytes="$(awk '{ total += $3 } END { printf "%d", total }' <<<"$listing")"
  free="$(df --output=avail --block-size=1 "$SERVED_DIR/releases" | tail -n 1)"
  if ((bytes > free / 2)); then
    echo "the release takes $bytes bytes, more than half of the $free that are free" >&2
    return 1
  fi
}

fetch_archive() {
  local sha=$1 archive=$2 found
  platform_fetch_release "$sha" "$archive"
  found="$(sha256sum "$archive")"
  if [[ ${found%% *} != "$sha" ]]; then
    echo "the archive's sha256 must be $sha, got ${found%% *}" >&2
    return 1
  fi
}

# Root's files, that nobody else may write and no mode makes anybody else. As new as the release here: packed with one date for all,
# a file that changed and kept its size would have the ETag of the old one, and caches would keep that.
unpack_archive() {
  local archive=$1 into=$2 needed
  mkdir -p "$into"
  tar --extract --gzip --file "$archive" --directory "$into" --no-same-owner --no-same-permissions --touch
  find "$into" -type d -exec chmod 0755 {} +
  find "$into" -type f -exec chmod 0644 {} +
  for needed in index.php wp-load.php wp-admin/index.php wp-includes/version.php wp-content/plugins; do
    [[ -e $into/$needed ]] ||
      { echo "the release must be WordPress with index.php at its root; it has no $needed" >&2; return 1; }
  done
  # The host's own take their place.
  rm -rf "$into/wp-config.php" "$into/wp-content/uploads" "$into/wp-content/mu-plugins"
}

# What hosts share, in place of what the archive has there. What lies below uploads is a folder of it and needs no link.
link_shared() {
  local content=$1/wp-content shared="$SERVED_DIR/shared" name
  share_folder uploads
  ln -s "$shared/uploads" "$content/uploads"
  while read -r name; do
    share_folder "$name"
    [[ $name == uploads/* ]] && continue
    rm -rf "${content:?}/$name"
    mkdir -p "$(dirname "$content/$name")"
    ln -s "$shared/$name" "$content/$name"
  done <"$HOST_DIR/generated/writable"
}

# Beside the running release; a folder of that name is whole, for it comes by rename.
prepare_release() {
  local sha=$1 release="$SERVED_DIR/releases/$1" work="$SERVED_DIR/releases/.new"
  rm -rf "$work"
  if [[ ! -d $release ]]; then
    mkdir -p "$work/release"
    fetch_archive "$sha" "$work/archive.tar.gz"
    check_archive "$work/archive.tar.gz"
    unpack_archive "$work/archive.tar.gz" "$work/release/wordpress"
    link_shared "$work/release/wordpress"
    mv -T "$work/release" "$release"
    rm -rf "$work"
  fi
  place "$release/wp-config.php" 0644 root <"$HOST_DIR/wordpress/wp-config.php"
}

# One rename: at every moment there is a release, whole.
switch_release() {
  ln -sfn "releases/$1" "$SERVED_DIR/current.new"
  mv -T "$SERVED_DIR/current.new" "$SERVED_DIR/current"
  touch "$SERVED_DIR/releases/$1/.ran"
}

# The last three that ran stay: the one before is a rollback without a download. What was unpacked and never ran goes.
forget_old_releases() {
  local kept name
  kept="$(cd "$SERVED_DIR/releases" && find . -mindepth 2 -maxdepth 2 -name .ran -printf '%T@ %h\n' |
    sort -rn | head -n 3 | cut -d / -f 2)"
  while read -r name; do
    grep -qx "$name" <<<"$kept" || rm -rf "$SERVED_DIR/releases/${name:?}"
  done < <(cd "$SERVED_DIR/releases" && find . -mindepth 1 -maxdepth 1 -type d -printf '%f\n')
}

running_release() {
  if [[ -L $SERVED_DIR/current ]]; then basename "$(readlink "$SERVED_DIR/current")"; else echo none; fi
}
