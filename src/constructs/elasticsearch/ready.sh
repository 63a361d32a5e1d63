#!/bin/sh
# The readiness probe: exits with 0 while this node is part of a cluster with an elected master.
#
# The health status of the cluster doesn't matter for long: a pod can't mend a red or yellow cluster by refusing requests. But Kubernetes
# updates or drains the next pod as soon as this one is ready. So a node that has just started also waits until its shards have
# recovered, as long as
#   - another pod serves clients meanwhile (after a restart of the whole cluster, it is ready as soon as it can respond), and
#   - it joined less than RECOVERY_LIMIT seconds ago (a cluster that stays yellow delays an update, but never blocks it).
#
# Runs under any POSIX sh with curl, date and nc, which the official image has. Reads:
#   DATA_PATH, READINESS_PORT, PASSWORD_FILE, PRIVATE_PATH  as start.sh does
#   CLIENT_NAME     the Service for clients, which is also a name in the certificate
#   HTTP_PORT       the port of that Service and of Elasticsearch
#   CA_FILE         the mounted CA of the HTTP certificate, if PASSWORD_FILE is set
#   RECOVERY_LIMIT  the most seconds to wait for shards [600]
#   SETTLED_PROBES  the number of consecutive probes without recovery after which a cluster that isn't green counts as recovered [3]
#   ALONE_PROBES    the number of consecutive probes without another serving pod after which it waits no longer [3]
# It keeps its state in files in PRIVATE_PATH, which start.sh removes whenever the container starts.
set -eu

joined_at="$PRIVATE_PATH/joined-at"
recovered="$PRIVATE_PATH/recovered"
settled="$PRIVATE_PATH/settled-probes"
alone="$PRIVATE_PATH/alone-probes"

not_ready() {
  echo "ready.sh: $*"
  exit 1
}

ready() {
  : >"$recovered"
  [ $# -eq 0 ] || echo "ready.sh: $*"
  exit 0
}

# The password is passed on standard input: an argument would be visible in the list of processes.
health() {
  set -- --silent --max-time 3 --connect-to "::127.0.0.1:"
  path="$CLIENT_NAME:$HTTP_PORT/_cluster/health?timeout=1s&master_timeout=1s"
  if [ -z "${PASSWORD_FILE:-}" ]; then
    curl "$@" "http://$path"
  else
    password=$(sed 's/["\\]/\\&/g' "$PASSWORD_FILE")
    printf 'user = "elastic:%s"\n' "$password" | curl "$@" --config - --cacert "$CA_FILE" "https://$path"
  fi
}

# Just after a node has joined, nothing recovers yet: allocation starts a moment later. So one quiet probe isn't enough.
# shellcheck disable=SC2317 # count_probe runs it.
settled() {
  case "$1" in *'"initializing_shards":0,'*) ;; *) return 1 ;; esac
  case "$1" in *'"delayed_unassigned_shards":0,'*) ;; *) return 1 ;; esac
  case "$1" in *'"number_of_in_flight_fetch":0,'*) ;; *) return 1 ;; esac
}

# count_probe FILE COMMAND...: counts in FILE and $count for how many consecutive probes the command has succeeded.
count_probe() {
  file=$1
  shift
  count=0
  [ ! -e "$file" ] || read -r count <"$file" || count=0
  if "$@"; then count=$((count + 1)); else count=0; fi
  echo "$count" >"$file"
}

# The Service has the addresses of ready pods only. A single failure of DNS or of a connection proves nothing.
# shellcheck disable=SC2317 # count_probe runs it.
nobody_serves() { ! nc -z -w 2 "$CLIENT_NAME" "$HTTP_PORT" </dev/null >/dev/null 2>&1; }

nc -z -w 2 127.0.0.1 "$READINESS_PORT" </dev/null >/dev/null 2>&1 || not_ready 'in no cluster with an elected master'
rm -f "$DATA_PATH/.never-joined"
[ ! -e "$recovered" ] || exit 0

[ -e "$joined_at" ] || date +%s >"$joined_at"
read -r since <"$joined_at" || since=0
[ $(($(date +%s) - since)) -lt "${RECOVERY_LIMIT:-600}" ] || ready "shards are still recovering after ${RECOVERY_LIMIT:-600} s: waiting no longer"
count_probe "$alone" nobody_serves
[ "$count" -lt "${ALONE_PROBES:-3}" ] || ready 'no other pod serves clients: not waiting for shards'

answer=$(health) || not_ready "no answer from /_cluster/health (curl exit code $?)"
case "$answer" in
  *'"status":"green"'*) ready ;;
  *'"status":"'*) count_probe "$settled" settled "$answer" ;;
  *) not_ready "unexpected answer from /_cluster/health: $answer" ;;
esac
[ "$count" -lt "${SETTLED_PROBES:-3}" ] || ready 'no shards are recovering, although the cluster is not green'
not_ready 'waiting for shards to recover'
