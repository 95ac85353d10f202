#!/bin/bash
# What a host says of itself. Sourced after settings.sh; WORK is a folder in memory, of root's alone.

# What could not be found out is left out: `newerReleases` and `rebootNeeded`, which others than this host's own files decide.
describe_system() {
  local newer=null reboot=null name release installed
  # Each by itself: what fails among a command's arguments fails nothing.
  name="$(platform_system_name)"
  release="$(platform_system_release)"
  installed="$(platform_installed_kernel)"
  platform_packages | LC_ALL=C sort >"$WORK/packages"
  if platform_newer_releases >"$WORK/newer"; then newer="$(jq --raw-input --slurp 'split("\n")[:-1]' "$WORK/newer")"; fi
  if platform_reboot_needed >"$WORK/reboot"; then reboot="$(<"$WORK/reboot")"; fi
  jq --null-input --compact-output --arg name "$name" --arg release "$release" \
    --arg running "$(uname --kernel-release)" --arg installed "$installed" \
    --argjson newer "$newer" --argjson reboot "$reboot" --rawfile packages "$WORK/packages" '
    {name: $name, release: $release, runningKernel: $running, installedKernel: $installed,
      packages: ($packages | split("\n")[:-1] | map(split("\t") | {name: .[0], version: .[1]}))}
    + if $newer == null then {} else {newerReleases: $newer} end
    + if $reboot == null then {} else {rebootNeeded: $reboot} end'
}

# Of the release that runs now, even when another takes its place meanwhile. `null` where none does.
describe_shop() {
  local release
  if [[ ! -L $SERVED_DIR/current ]]; then
    echo null
    return 0
  fi
  release="$(realpath "$SERVED_DIR/current")"
  shop_php inventory "$release" >"$WORK/chosen.json"
  sum_release "$release/wordpress" >"$WORK/release.md5"
  sum_files "$HOST_DIR/wordpress/mu-plugins" >"$WORK/must-use.md5"
  # Own code alone, and no settings: this runs as root.
  "$PLATFORM_PHP" -n "$HOST_DIR/lib/inventory-shop.php" "$WORK" "$release/wordpress"
}

# Every file below WordPress, wherever: what may lie where is the reader's to judge. What hosts share is behind links, and no part of it.
sum_release() {
  local release=$1 folder
  for folder in wp-admin wp-includes; do
    [[ -d $release/$folder ]] || { echo "the release has no $folder" >&2; return 1; }
  done
  refuse_strange "$release"
  sum_files "$release"
}

# Releases hold files and folders only, and the links that link_shared makes (release.sh): another would hide what is behind it.
refuse_strange() {
  local release=$1 name found names expected=()
  mapfile -t names <"$HOST_DIR/generated/writable"
  for name in uploads "${names[@]}"; do
    expected+=(! '(' -path "./wp-content/$name" -lname "$SERVED_DIR/shared/$name" ')')
  done
  found="$(cd "$release" && find -P . ! -type f ! -type d "${expected[@]}" -print -quit)"
  if [[ -n $found ]]; then
    echo "the release holds something other than files and folders: $found" >&2
    return 1
  fi
}

# Records that end with NUL: MD5, two spaces, path. After shoppers, in turn for processor and disk.
sum_files() {
  (
    cd "$1" || exit
    find -P . -type f -print0 | nice -n 19 ionice -c 3 xargs --null --no-run-if-empty md5sum --zero --
  )
}

make_inventory() {
  jq --null-input --compact-output --arg instance "$1" --arg now "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" \
    --slurpfile system "$WORK/system.json" --slurpfile shop "$WORK/shop.json" '
    {schemaVersion: 1, instanceId: $instance, takenAt: $now, system: $system[0]}
    + if $shop[0] == null then {} else {shop: $shop[0]} end'
}

make_receipt() {
  local key=$1 file=$2 sum bytes
  sum="$(sha256sum <"$file")"
  bytes="$(stat --format %s "$file")"
  jq --null-input --compact-output --arg key "$key" --arg sum "${sum%% *}" --argjson bytes "$bytes" \
    '{key: $key, sha256: $sum, bytes: $bytes}'
}
