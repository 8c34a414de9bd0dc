#!/usr/bin/env bash
# Makes the namespaces that a node lives in, and takes everything away again as soon as standard input ends: whoever
# started the cluster holds the other end, so it goes when that process ends in whatever way, SIGKILL included.
#
# usage: node-lifetime.sh NAME STATE_FOLDER NODE_ADDRESS_FILE
set -u
# Ctrl-C in a terminal reaches the whole process group; this script must live on to clean up
trap '' INT TERM HUP

name=$1
state=$2
here=$(dirname "$(readlink -f "$0")")

# settings of the whole machine that kubelet changes; everything below net/ belongs to the node's own namespace
settings=(vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes)
declare -A before
for setting in "${settings[@]}"; do
  before[$setting]=$(<"/proc/sys/$setting")
done

if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
  cgroups=("/sys/fs/cgroup/$name")
else
  cgroups=()
  for hierarchy in /sys/fs/cgroup/*/; do
    cgroups+=("${hierarchy}$name")
  done
fi
for cgroup in "${cgroups[@]}"; do
  mkdir -p "$cgroup"
  # an empty cpuset accepts no process
  for set in cpuset.cpus cpuset.mems; do
    if [[ -e $cgroup/$set ]]; then cat "$(dirname "$cgroup")/$set" >"$cgroup/$set"; fi
  done
done

unshare --mount --net --pid --uts --ipc --fork --kill-child=KILL bash "$here/node-init.sh" "$name" "$state"
status=$?

for setting in "${settings[@]}"; do
  echo "${before[$setting]}" >"/proc/sys/$setting"
done
for cgroup in "${cgroups[@]}"; do
  # the kernel needs a moment to let go of the processes that it killed
  for _ in $(seq 100); do
    [[ -e $cgroup ]] || break
    find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null && break
    sleep 0.1
  done
done
rm -rf --one-file-system "$state"
exit "$status"
