#!/bin/sh
# Starts Elasticsearch in its container and decides whether this start may found a cluster.
#
# A cluster is founded once. Afterwards cluster.initial_master_nodes must be absent: from a restart, from a node that joins, from a
# node whose volume was lost. So it is set only where this volume has never been part of a cluster AND no peer is part of one.
# docs/elasticsearch.md says why not even a wrong answer here can found a second cluster.
#
# Runs under any POSIX sh with getent, nc and sleep, which the official image has. Reads:
#   DATA_PATH             Elasticsearch's data, the root of the volume
#   DISCOVERY_NAME        the headless Service that publishes every pod, ready or not
#   INITIAL_MASTER_NODES  what to set where a cluster may be founded; empty for a node that never may
#   POD_IP                this pod's own address, which is no peer
#   READINESS_PORT        the port that Elasticsearch opens while it is part of a cluster with an elected master
#   PASSWORD_FILE         the mounted password of the user elastic; empty without security
#   PRIVATE_PATH          a writable folder that only this pod sees
#   CONFIG_PATH           Elasticsearch's configuration, which holds its keystore
#   SECURE_SETTINGS_PATH  mounted values for Elasticsearch's keystore, each in a file named as its setting is; empty for none
#   PEER_WAIT             seconds to wait for a peer that is part of a cluster [30]
#   ENTRYPOINT            the image's own start [/usr/local/bin/docker-entrypoint.sh]
set -eu

log() { printf 'start.sh: %s\n' "$*"; }

# A dot file, so that it is in nobody's way: Elasticsearch ignores it.
never_joined="$DATA_PATH/.never-joined"

# Whether the volume holds anything but this script's own mark and what mkfs leaves.
has_data() {
  for entry in "$DATA_PATH"/* "$DATA_PATH"/.[!.]*; do
    case "${entry##*/}" in
      lost+found | .never-joined) ;;
      *) [ ! -e "$entry" ] || return 0 ;;
    esac
  done
  return 1
}

# A first start may be interrupted after Elasticsearch has written its files and before there is a cluster: then the volume isn't
# empty and still nothing was founded. Hence a mark, set before the first start and taken away by ready.sh in the first cluster.
mark_new_volume() {
  has_data || true >"$never_joined" || {
    log "can't write to $DATA_PATH: the volume must belong to one of the groups $(id -G) (fsGroup)"
    exit 1
  }
}

# Addresses of the other pods, one a line.
peers() {
  getent ahosts "$DISCOVERY_NAME" | while read -r address type _; do
    [ "$type" != STREAM ] || [ "$address" = "$POD_IP" ] || echo "$address"
  done
}

# A peer that accepts is or was part of a cluster, also where it hangs and says nothing more.
is_member() { nc -z -w 2 "$1" "$READINESS_PORT" </dev/null >/dev/null 2>&1; }

# Returns 0 as soon as a peer is part of a cluster, 1 when all are known to be in none for the whole wait.
# Without an answer from DNS nothing is known and nothing could be discovered either: it waits, and the startup probe bounds that.
cluster_exists() {
  deadline=$(($(date +%s) + ${PEER_WAIT:-30}))
  until getent ahosts "$DISCOVERY_NAME" >/dev/null; do
    log "$DISCOVERY_NAME has no address yet: waiting for DNS"
    sleep 2
    deadline=$(($(date +%s) + ${PEER_WAIT:-30}))
  done
  log "a new volume: looking for a cluster to join for ${PEER_WAIT:-30} s"
  while :; do
    known=0
    for peer in $(peers); do
      known=$((known + 1))
      if is_member "$peer"; then
        log "$peer is part of a cluster"
        return 0
      fi
    done
    [ "$(date +%s)" -lt "$deadline" ] || break
    sleep 1
  done
  log "none of $known peers is part of a cluster"
  return 1
}

# What ready.sh remembers is of the last run of this container. Its emptyDir outlives that, and after a crash or a reboot the node has shards to
# recover again.
forget_readiness() { rm -f "$PRIVATE_PATH/joined-at" "$PRIVATE_PATH/recovered" "$PRIVATE_PATH/settled-probes" "$PRIVATE_PATH/alone-probes"; }

# The image takes a password file with the mode 400 or 600 only, and fsGroup makes a mounted Secret group-readable.
copy_password() {
  (umask 077 && cat "$PASSWORD_FILE" >"$PRIVATE_PATH/elastic-password")
  export ELASTIC_PASSWORD_FILE="$PRIVATE_PATH/elastic-password"
}

# The keystore lies in the configuration folder, which begins with each pod. Elasticsearch's own tool is the only one that writes it.
fill_keystore() {
  [ -e "$CONFIG_PATH/elasticsearch.keystore" ] || elasticsearch-keystore create
  for file in "$SECURE_SETTINGS_PATH"/*; do
    elasticsearch-keystore add --force --stdin "${file##*/}" <"$file"
  done
}

forget_readiness
mark_new_volume
if [ ! -e "$never_joined" ]; then
  log 'this volume belongs to a cluster: starting with it'
elif [ -z "${INITIAL_MASTER_NODES:-}" ]; then
  log 'no list of masters: Elasticsearch finds or founds its cluster by itself'
elif cluster_exists; then
  log 'joining it'
else
  log "all masters together may found a cluster: $INITIAL_MASTER_NODES"
  export ES_SETTING_CLUSTER_INITIAL__MASTER__NODES="$INITIAL_MASTER_NODES"
fi
[ -z "${PASSWORD_FILE:-}" ] || copy_password
[ -z "${SECURE_SETTINGS_PATH:-}" ] || fill_keystore
exec "${ENTRYPOINT:-/usr/local/bin/docker-entrypoint.sh}" eswrapper
