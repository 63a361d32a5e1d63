# shellcheck shell=sh
# Requests to this pod's own Elasticsearch, for ready.sh and stop.sh. Needs curl. Reads:
#   CLIENT_NAME     the Service for clients, which is also a name in the certificate
#   HTTP_PORT       the port of that Service and of Elasticsearch
#   CA_FILE         the mounted CA of the HTTP certificate; empty without security
#   PRIVATE_PATH    the folder with the password of the user nines-node, which files.sh makes up

# api SECONDS METHOD PATH [BODY]: prints the answer; fails if there is none within that time.
# The password is passed on standard input: an argument would be visible in the list of processes.
api() {
  path="$CLIENT_NAME:$HTTP_PORT/$3"
  if [ $# -gt 3 ]; then
    set -- --silent --max-time "$1" --connect-to "::127.0.0.1:" --request "$2" --header 'content-type: application/json' --data "$4"
  else
    set -- --silent --max-time "$1" --connect-to "::127.0.0.1:" --request "$2"
  fi
  if [ -z "${CA_FILE:-}" ]; then
    curl "$@" "http://$path"
  else
    # Base64, so nothing in it must be quoted.
    printf 'user = "nines-node:%s"\n' "$(cat "$PRIVATE_PATH/node-password")" | curl "$@" --config - --cacert "$CA_FILE" "https://$path"
  fi
}

health() { api "$1" GET '_cluster/health?timeout=1s&master_timeout=1s'; }
