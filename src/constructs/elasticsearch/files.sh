#!/bin/sh
# Writes the files by which Elasticsearch knows its users and their roles (the file realm), and what the elected master applies (file-based settings). start.sh runs
# it before Elasticsearch, and ready.sh with each probe, so that a changed Secret or ConfigMap reaches a running node: the kubelet updates mounted files within about a minute, and Elasticsearch
# looks for changed files every five seconds.
#
#   users, users_roles   nines-node, by which the scripts of this pod log in to this node alone, and the users of clients
#   roles.yml            their roles
#   operator/settings.json   repositories and policies of snapshots, lifecycles and templates of indices
#
# Runs under any POSIX sh with base64, date, head, mv, sed and sha256sum, which the official image has. Reads:
#   CONFIG_PATH   Elasticsearch's configuration folder
#   PRIVATE_PATH  a writable folder of this pod alone; the password of nines-node is there
#   FILES_PATH    the mounted roles.yml, and state.json if there is any
#   LOGINS_PATH   empty without security; else mounted Secrets, each in a folder with the name of a login. The key `password` is that of the user with this name, `password-2` that of
#                 the user NAME-2 with the same role, so that two passwords are valid while one replaces the other.
set -eu
umask 077

checksum="$PRIVATE_PATH/files-checksum"
node_password="$PRIVATE_PATH/node-password"
written_state="$PRIVATE_PATH/state.json"

# What was mounted, with its names. The kubelet's own entries begin with a dot.
mounted() {
  for file in "$FILES_PATH"/* "${LOGINS_PATH:-/nowhere}"/*/*; do
    if [ -f "$file" ]; then
      echo "$file"
      cat "$file"
    fi
  done
}

# bytes HEXADECIMAL: prints them.
bytes() {
  hex=$1
  while [ -n "$hex" ]; do
    rest=${hex#??}
    printf '%b' "\\0$(printf '%03o' "0x${hex%"$rest"}")"
    hex=$rest
  done
}

# hashed PASSWORD: prints it as Elasticsearch's hasher SSHA256 does: eight bytes of salt and the digest of both. More would protect nothing, since
# the password itself is mounted beside it.
hashed() {
  salt=$(head -c 32 /dev/urandom | sha256sum | head -c 8)
  digest=$(printf '%s%s' "$1" "$salt" | sha256sum)
  printf '{SSHA256}%s%s' "$(printf '%s' "$salt" | base64)" "$(bytes "${digest%% *}" | base64)"
}

# add_user NAME FILE ROLE...: adds the user with the password in that file, without a line break at its end.
add_user() {
  user=$1 password=$(cat "$2")
  shift 2
  if [ -z "$password" ]; then
    echo "files.sh: the password of $user is empty: it can't log in"
    return 0
  fi
  echo "$user:$(hashed "$password")" >>"$CONFIG_PATH/users.new"
  for role in "$@"; do echo "$role:$user" >>"$CONFIG_PATH/users_roles.new"; done
}

write_users() {
  rm -f "$CONFIG_PATH/users.new" "$CONFIG_PATH/users_roles.new"
  # A role that every node of any version knows, also one that hasn't got the file yet, and one of our own.
  add_user nines-node "$node_password" remote_monitoring_collector nines-node
  for folder in "$LOGINS_PATH"/*; do
    login=${folder##*/}
    for file in "$folder"/password "$folder"/password-*; do
      [ ! -f "$file" ] || add_user "$login${file#"$folder"/password}" "$file" "$login"
    done
  done
  cat "$FILES_PATH/roles.yml" >"$CONFIG_PATH/roles.yml.new"
  # Roles first: a user whose role isn't there may do nothing.
  for name in roles.yml users_roles users; do mv "$CONFIG_PATH/$name.new" "$CONFIG_PATH/$name"; done
}

# Elasticsearch applies a file with a higher version than that of the last one. Another pod may have written the last version, so the version is the time, and
# that of a second change within a second is one more. The same settings once more, after a start, change nothing.
write_state() {
  state=$(cat "$FILES_PATH/state.json")
  [ "$state" != "$(cat "$written_state" 2>/dev/null || true)" ] || return 0
  mkdir -p "$CONFIG_PATH/operator"
  version=$(date +%s)
  last=$(sed -n '1s/^{"metadata":{"version":"\([0-9]*\)".*/\1/p' "$CONFIG_PATH/operator/settings.json" 2>/dev/null || true)
  [ "$version" -gt "${last:-0}" ] || version=$((last + 1))
  printf '{"metadata":{"version":"%s","compatibility":"8.19.0"},"state":%s}\n' "$version" "$state" >"$CONFIG_PATH/settings.json.new"
  mv "$CONFIG_PATH/settings.json.new" "$CONFIG_PATH/operator/settings.json"
  printf '%s\n' "$state" >"$written_state"
}

[ -s "$node_password" ] || head -c 24 /dev/urandom | base64 >"$node_password"
now=$(mounted | sha256sum)
[ "$now" != "$(cat "$checksum" 2>/dev/null || true)" ] || exit 0
[ -z "${LOGINS_PATH:-}" ] || write_users
[ ! -f "$FILES_PATH/state.json" ] || write_state
echo "$now" >"$checksum"
