#!/bin/sh
# The preStop hook: what an operator would do before it stops a node. The pod is no endpoint of its Services any more, and still a full member of the cluster.
#
#   1. The others wait for its return before they copy its shards elsewhere: an index that says nothing of it gets index.unassigned.node_left.delayed_timeout.
#      Elasticsearch's default of a minute is shorter than many a restart.
#   2. It stays while copies are being rebuilt, since it may have the last complete one. Readiness and the PodDisruptionBudget prevent that an eviction comes
#      then, as long as what is rebuilt is on a pod that has just started. This covers the rest: a copy that failed, a new replica, a deleted pod.
#
# No failure here delays the pod's end. Runs under any POSIX sh with curl, date and sleep. Reads what api.sh reads, and:
#   PRIVATE_PATH    as start.sh does
#   RESTART_DELAY   how long the others wait for its return, such as 5m; empty for a single node, which has no others
#   STOP_LIMIT      the most seconds to stay for copies
#   STOP_INTERVAL   the seconds between two looks [5]
set -u
# shellcheck source=/dev/null
. "${0%/*}/api.sh"

# What a hook prints is only seen where it fails, so it goes to the log of the container.
log() { echo "stop.sh: $*" | tee -a "${LOG_FILE:-/proc/1/fd/1}" 2>/dev/null || true; }

# set_delay KINDS: for indices of these kinds; sets $answer.
set_delay() {
  answer=$(api 8 PUT "_all/_settings?preserve_existing=true&expand_wildcards=$1&timeout=5s&master_timeout=5s" \
    "{\"index.unassigned.node_left.delayed_timeout\":\"$RESTART_DELAY\"}") || answer="no answer (curl exit code $?)"
}

delay_allocation() {
  set_delay open,hidden
  # Without security, Elasticsearch refuses all if a system index is among them (elasticsearch#89692); those are hidden.
  case "$answer" in *'system indices'*) set_delay open ;; esac
  case "$answer" in
    *'"acknowledged":true'*) ;;
    *) log "the others copy its shards after index.unassigned.node_left.delayed_timeout, which could not be set: $answer" ;;
  esac
}

# Copies are being made, and a primary's only complete copy may be here.
is_rebuilding() {
  answer=$(health 3) || return 1
  case "$answer" in *'"status":"green"'*) return 1 ;; esac
  case "$answer" in
    *'"initializing_shards":0,'*) return 1 ;;
    *'"initializing_shards":'*) return 0 ;;
  esac
  return 1
}

[ -n "${RESTART_DELAY:-}" ] || exit 0
delay_allocation
# A node that is itself still recovering has nothing complete to stay for.
[ -e "$PRIVATE_PATH/recovered" ] || exit 0
deadline=$(($(date +%s) + STOP_LIMIT))
while is_rebuilding; do
  if [ "$(date +%s)" -ge "$deadline" ]; then
    log "copies are still being rebuilt after $STOP_LIMIT s: staying no longer"
    break
  fi
  [ -n "${said:-}" ] || log 'staying while copies are being rebuilt'
  said=yes
  sleep "${STOP_INTERVAL:-5}"
done
exit 0
