#!/bin/sh
# A restore drill: restores indices of the newest snapshot under other names, counts their documents, and removes them. It fails if there is no snapshot, if
# the newest is too old, if anything of it can't be restored, or if nothing is in it.
#
# Runs under any POSIX sh with curl, date, grep, sed and tr, which the official image has. Reads:
#   ELASTICSEARCH_URL, ELASTICSEARCH_USERNAME, ELASTICSEARCH_PASSWORD_FILE, ELASTICSEARCH_CA_FILE   what a client gets; the last three empty without security
#   REPOSITORY        the repository of the snapshots
#   POLICY            the policy that takes them, with which their names begin
#   INDICES           what to restore: names with commas
#   MAX_AGE_SECONDS   the age above which the newest is too old
set -eu

# What is restored begins with it. Elasticsearch can't limit a restore to names: the drill's user could restore any index and the cluster's state.
# It can't read documents: what is in them is counted by statistics.
prefix=restore-drill-

fail() {
  echo "drill.sh: $*"
  exit 1
}

# api METHOD PATH [BODY]: prints the answer; fails where it is an error.
api() {
  if [ $# -gt 2 ]; then set -- "$1" "$2" --header 'content-type: application/json' --data "$3"; fi
  method=$1 path=$2
  shift 2
  set -- --silent --show-error --fail-with-body --max-time 3600 --request "$method" "$@" "$ELASTICSEARCH_URL/$path"
  if [ -z "${ELASTICSEARCH_CA_FILE:-}" ]; then
    curl "$@"
  else
    password=$(sed 's/["\\]/\\&/g' "$ELASTICSEARCH_PASSWORD_FILE")
    printf 'user = "%s:%s"\n' "$ELASTICSEARCH_USERNAME" "$password" | curl --config - --cacert "$ELASTICSEARCH_CA_FILE" "$@"
  fi
}

# Removes by name: Elasticsearch refuses to delete indices that a pattern matches. Those of a data stream (.ds-) go with it.
remove_restored() {
  names=$(restored_indices) || return 1
  case ",$names" in
    *,.ds-*)
      api DELETE "_data_stream/$prefix*?expand_wildcards=all" >/dev/null || return 1
      names=$(restored_indices) || return 1
      ;;
  esac
  [ -z "$names" ] || api DELETE "$names" >/dev/null
}

# Prints their names with commas.
restored_indices() {
  listed=$(api GET "_cat/indices/$prefix*?h=index&expand_wildcards=all") || return 1
  echo "$listed" | tr '\n' ',' | sed 's/,$//'
}

snapshots=$(api GET "_snapshot/$REPOSITORY/$POLICY-*?sort=start_time&order=desc&size=10&filter_path=snapshots.snapshot,snapshots.state,snapshots.end_time_in_millis") ||
  fail "no list of snapshots: $snapshots"
# One that is being taken is the newest, too, and can't be restored yet.
newest=$(echo "$snapshots" | tr '{' '\n' | grep '"state":"SUCCESS"' | head -n 1)
[ -n "$newest" ] || fail "no complete snapshot of $POLICY in $REPOSITORY"
name=$(echo "$newest" | sed 's/.*"snapshot":"\([^"]*\)".*/\1/')
ended=$(echo "$newest" | sed 's/.*"end_time_in_millis":\([0-9]*\).*/\1/')
age=$(($(date +%s) - ended / 1000))
echo "drill.sh: the newest snapshot is $name, $age s old"
[ "$age" -le "$MAX_AGE_SECONDS" ] || fail "it must not be older than $MAX_AGE_SECONDS s"

remove_restored || fail "could not remove what an earlier drill has left"
trap 'remove_restored || echo "drill.sh: could not remove $prefix*: the next drill tries again"' EXIT
restored=$(api POST "_snapshot/$REPOSITORY/$name/_restore?wait_for_completion=true" "{
  \"indices\": \"$INDICES\", \"include_global_state\": false, \"include_aliases\": false,
  \"rename_pattern\": \"(.+)\", \"rename_replacement\": \"$prefix\$1\",
  \"index_settings\": { \"index.number_of_replicas\": 0 }, \"ignore_index_settings\": [\"index.lifecycle.name\"]
}") || fail "can't be restored: $restored"
case "$restored" in *'"failed":0'*) ;; *) fail "was not restored completely: $restored" ;; esac
answer=$(api GET "$prefix*/_stats/docs?expand_wildcards=all&filter_path=_all.primaries.docs.count") || fail "can't be counted: $answer"
counted=${answer#'{"_all":{"primaries":{"docs":{"count":'}
counted=${counted%'}}}}'}
case "$counted" in
  0) fail "no document in $INDICES" ;;
  '' | *[!0-9]*) fail "unexpected answer: $answer" ;;
esac
echo "drill.sh: restored $INDICES with $counted documents"
