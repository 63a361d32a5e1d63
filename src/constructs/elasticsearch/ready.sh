#!/bin/sh
# The readiness probe: exits with 0 while this node is part of a cluster with an elected master.
#
# The health status of the cluster doesn't matter for long: a pod can't mend a red or yellow cluster by refusing requests. But Kubernetes
# updates or drains the next pod as soon as this one is ready, and that one may have the last copy of a shard. So a node that has just started also waits
# until its shards have recovered, as long as
#   - another pod serves clients meanwhile (after a restart of the whole cluster, it is ready as soon as it can respond),
#   - the recovery makes progress (a cluster that stays yellow delays an update, but never blocks it), and
#   - it takes no longer than its volume could (a cluster that makes and moves shards all the time never is without progress).
#
# Runs under any POSIX sh with curl, date and nc, which the official image has. Reads what api.sh and files.sh read, and:
#   DATA_PATH, READINESS_PORT, PRIVATE_PATH  as start.sh does
#   RECOVERY_LIMIT  the most seconds to wait for shards, which follows the size of the volume
#   STALL_LIMIT     the seconds without progress after which it waits no longer: nothing has been copied, and no copy has been completed [600]
#   SETTLED_PROBES  the number of consecutive probes without recovery after which a cluster that isn't green counts as recovered [3]
#   ALONE_PROBES    the number of consecutive probes without another serving pod after which it waits no longer [3]
# It keeps its state in files in PRIVATE_PATH, which start.sh removes whenever the container starts.
set -eu
# shellcheck source=/dev/null
. "${0%/*}/api.sh"
# Whatever is wrong with the files of users, the node goes on with those that it has.
[ -z "${FILES_PATH:-}" ] || sh "${0%/*}/files.sh" || echo "ready.sh: could not update the users' files: keeping the old ones"

joined_at="$PRIVATE_PATH/joined-at"
progress="$PRIVATE_PATH/progress"
progressed_at="$PRIVATE_PATH/progressed-at"
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

# note_progress HEALTH: remembers what has recovered so far, and when that last changed: complete copies, and bytes and operations of the others.
note_progress() {
  active=${1#*'"active_shards":'}
  columns='index,shard,target_node'
  if moved=$(api 2 GET "_cat/recovery?active_only=true&bytes=b&h=$columns,bytes_recovered,translog_ops_recovered&s=$columns"); then
    if [ "${active%%,*} $moved" != "$(cat "$progress" 2>/dev/null || true)" ]; then
      printf '%s\n' "${active%%,*} $moved" >"$progress"
      date +%s >"$progressed_at"
    fi
  fi
  [ -e "$progressed_at" ] || date +%s >"$progressed_at"
}

# seconds_since FILE: sets $seconds. A file that was cut short counts as old, so that nothing is waited for because of it.
seconds_since() {
  read -r since <"$1" || since=0
  seconds=$(($(date +%s) - since))
}

nc -z -w 2 127.0.0.1 "$READINESS_PORT" </dev/null >/dev/null 2>&1 || not_ready 'in no cluster with an elected master'
rm -f "$DATA_PATH/.never-joined"
[ ! -e "$recovered" ] || exit 0

[ -e "$joined_at" ] || date +%s >"$joined_at"
seconds_since "$joined_at"
[ "$seconds" -lt "$RECOVERY_LIMIT" ] || ready "shards are still recovering after $RECOVERY_LIMIT s: waiting no longer"
count_probe "$alone" nobody_serves
[ "$count" -lt "${ALONE_PROBES:-3}" ] || ready 'no other pod serves clients: not waiting for shards'

answer=$(health 3) || not_ready "no answer from /_cluster/health (curl exit code $?)"
case "$answer" in
  *'"status":"green"'*) ready ;;
  *'"status":"'*) count_probe "$settled" settled "$answer" ;;
  *) not_ready "unexpected answer from /_cluster/health: $answer" ;;
esac
[ "$count" -lt "${SETTLED_PROBES:-3}" ] || ready 'no shards are recovering, although the cluster is not green'
note_progress "$answer"
seconds_since "$progressed_at"
[ "$seconds" -lt "${STALL_LIMIT:-600}" ] || ready "shards are still recovering, but nothing has moved for ${STALL_LIMIT:-600} s: waiting no longer"
not_ready 'waiting for shards to recover'
