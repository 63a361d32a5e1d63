#!/bin/sh
# Starts Elasticsearch in its container and decides whether this start may bootstrap a cluster.
#
# A cluster is bootstrapped once. Afterwards cluster.initial_master_nodes must not be set: not for a restart, a joining node, or a node
# that has lost its volume. So it is set only if this volume has never been part of a cluster AND no peer is part of one.
# docs/elasticsearch.md explains why even a wrong decision here can't bootstrap a second cluster.
#
# Runs under any POSIX sh with getent, nc and sleep, which the official image has. Reads:
#   DATA_PATH             Elasticsearch's data folder, the root of the volume
#   DISCOVERY_NAME        the headless Service, which publishes every pod, ready or not
#   INITIAL_MASTER_NODES  the list to set if this start may bootstrap a cluster; empty if none may
#   POD_IP                this pod's own address, which isn't a peer's
#   READINESS_PORT        the port that is open while Elasticsearch is part of a cluster with an elected master
#   PASSWORD_FILE         the mounted password of the user elastic; empty without security
#   PRIVATE_PATH          a writable folder of this pod alone
#   FILES_PATH            what files.sh reads, and what else it says there; empty if there is nothing of it
#   CONFIG_PATH           Elasticsearch's configuration folder, with its keystore
#   SECURE_SETTINGS_PATH  mounted values for Elasticsearch's keystore, each in a file with the name of its setting; empty for none
#   AWS_WEB_IDENTITY_TOKEN_FILE, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, AZURE_FEDERATED_TOKEN_FILE   what a provider's webhook sets for a ServiceAccount with an identity
#   VOTING_ONLY_ZONE      the zone whose masters vote and are never elected; empty for none
#   PEER_WAIT             seconds to wait for a peer that is part of a cluster [30]
#   ENTRYPOINT            the image's entry point [/usr/local/bin/docker-entrypoint.sh]
set -eu

log() { printf 'start.sh: %s\n' "$*"; }

# A dot file, which Elasticsearch ignores.
never_joined="$DATA_PATH/.never-joined"

# Whether the volume contains anything but this script's mark and what mkfs creates.
has_data() {
  for entry in "$DATA_PATH"/* "$DATA_PATH"/.[!.]*; do
    case "${entry##*/}" in
      lost+found | .never-joined) ;;
      *) [ ! -e "$entry" ] || return 0 ;;
    esac
  done
  return 1
}

# A first start may be interrupted after Elasticsearch has written files and before it has bootstrapped a cluster. The volume is no longer
# empty then. Hence a mark, which is set before the first start and removed by ready.sh once the node is part of a cluster.
mark_new_volume() {
  has_data || true >"$never_joined" || {
    log "can't write to $DATA_PATH: the volume must belong to one of the groups $(id -G) (fsGroup)"
    exit 1
  }
}

# Prints the addresses of the other pods, one on each line.
peers() {
  getent ahosts "$DISCOVERY_NAME" | while read -r address type _; do
    [ "$type" != STREAM ] || [ "$address" = "$POD_IP" ] || echo "$address"
  done
}

# A peer that accepts the connection is or was part of a cluster, even if it hangs.
is_member() { nc -z -w 2 "$1" "$READINESS_PORT" </dev/null >/dev/null 2>&1; }

# Returns 0 as soon as a peer is part of a cluster, and 1 if no peer has been for the whole wait.
# If DNS doesn't respond, it waits, since nothing could be discovered either. The startup probe limits that wait.
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

# Removes the state of ready.sh from the last run of this container. Its emptyDir outlives the container, but after a crash or a reboot the node has
# shards to recover again.
forget_readiness() {
  for file in joined-at progress progressed-at recovered settled-probes alone-probes; do rm -f "$PRIVATE_PATH/$file"; done
}

# The image requires a password file with the mode 400 or 600, but fsGroup makes a mounted Secret group-readable.
copy_password() {
  (umask 077 && cat "$PASSWORD_FILE" >"$PRIVATE_PATH/elastic-password")
  export ELASTIC_PASSWORD_FILE="$PRIVATE_PATH/elastic-password"
}

# The keystore is in the configuration folder, which is new in each pod. Only Elasticsearch's own tool can write it. It adds files as they are, of several lines
# or binary, and Elasticsearch reads the text of a setting from them as well. (`add --stdin` would keep the first line only.)
fill_keystore() {
  [ -e "$CONFIG_PATH/elasticsearch.keystore" ] || elasticsearch-keystore create
  set --
  for file in "$SECURE_SETTINGS_PATH"/*; do set -- "$@" "${file##*/}" "$file"; done
  elasticsearch-keystore add-file --force "$@"
}

# Elasticsearch reads the token of an identity only from its configuration: https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/s3-repository
link_token() {
  mkdir -p "$CONFIG_PATH/${2%/*}"
  ln -sf "$1" "$CONFIG_PATH/$2"
}

link_tokens() {
  [ -z "${AWS_WEB_IDENTITY_TOKEN_FILE:-}" ] || link_token "$AWS_WEB_IDENTITY_TOKEN_FILE" repository-s3/aws-web-identity-token-file
  [ -z "${AZURE_FEDERATED_TOKEN_FILE:-}" ] || link_token "$AZURE_FEDERATED_TOKEN_FILE" storage-azure/azure-federated-token
  # EKS Pod Identity, from 9.6 on, which also has to be told where the link is.
  if [ -n "${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:-}" ]; then
    link_token "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" repository-s3/eks-pod-identity-token
    export AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE="$CONFIG_PATH/repository-s3/eks-pod-identity-token"
  fi
}

# A master in this zone votes and is never elected. Which pod runs there is known only when it starts.
if [ -n "${VOTING_ONLY_ZONE:-}" ] && [ "${ES_SETTING_NODE_ATTR_ZONE:-}" = "$VOTING_ONLY_ZONE" ]; then
  export ES_SETTING_NODE_ROLES="$ES_SETTING_NODE_ROLES,voting_only"
fi

forget_readiness
mark_new_volume
if [ ! -e "$never_joined" ]; then
  log 'this volume belongs to a cluster: starting with it'
elif [ -z "${INITIAL_MASTER_NODES:-}" ]; then
  log 'no list of masters to bootstrap with'
elif cluster_exists; then
  log 'joining it'
else
  log "bootstrapping a cluster with all masters: $INITIAL_MASTER_NODES"
  export ES_SETTING_CLUSTER_INITIAL__MASTER__NODES="$INITIAL_MASTER_NODES"
fi
# An init container that ran again has replaced them.
rm -f "$PRIVATE_PATH/files-checksum" "$PRIVATE_PATH/state.json"
[ -z "${FILES_PATH:-}" ] || sh "${0%/*}/files.sh"
[ -z "${PASSWORD_FILE:-}" ] || copy_password
[ -z "${SECURE_SETTINGS_PATH:-}" ] || fill_keystore
link_tokens
exec "${ENTRYPOINT:-/usr/local/bin/docker-entrypoint.sh}" eswrapper
