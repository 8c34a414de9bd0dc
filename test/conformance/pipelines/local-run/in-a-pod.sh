#!/bin/sh
# in-a-pod.sh FOLDER PROGRAM …: starts a program that sees FOLDER where a pod has the token of its ServiceAccount.
set -eu
folder=$1
shift
exec unshare --mount --propagation private -- /bin/sh -c '
  set -eu
  place=/run/secrets/kubernetes.io/serviceaccount
  kept=$(mktemp -d)
  mount --bind "$1" "$kept"
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir -p "$place"
  mount --move "$kept" "$place"
  rmdir "$kept"
  shift
  exec "$@"
' sh "$folder" "$@"
