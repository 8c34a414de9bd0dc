#!/bin/sh
# with-accounts.sh FILE PROGRAM …: starts a program that sees FILE as /etc/passwd, and an empty /run with the folder that sshd
# confines itself to. The accounts of the machine stay as they are.
set -eu
passwd=$1
shift
exec unshare --mount --propagation private -- /bin/sh -c '
  set -eu
  mount --bind "$1" /etc/passwd
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir -m 755 /run/sshd
  shift
  exec "$@"
' sh "$passwd" "$@"
