#!/usr/bin/env bash
# Starts the kubelet with another view of the machine: it reports at least COUNT processors, whatever there are. Requests of
# CPU are what decides where a pod may run, so manifests that are written for a cluster can be applied to a small machine as
# they are; limits are enforced as always, and the processors are shared as always.
#
# usage: kubelet-with-processors.sh COUNT PROGRAM ARGS...      (in a mount namespace of its own)
set -eu
count=$1
shift
processors=(/sys/devices/system/cpu/cpu[0-9]*)
nodes=$(((count + ${#processors[@]} - 1) / ${#processors[@]}))

# the same processors are listed in several NUMA nodes: their numbers must exist, because cgroups get them
if ((nodes > 1)) && [[ -d /sys/devices/system/node ]]; then
  # the mounts that the kubelet makes for pods must reach containerd, this one must not
  mount --make-rprivate /sys
  mount -t tmpfs none /sys/devices/system/node
  for ((node = 0; node < nodes; node++)); do
    folder=/sys/devices/system/node/node$node
    mkdir "$folder"
    ln -s "${processors[@]}" "$folder/"
    sed "s/^/Node $node /" /proc/meminfo >"$folder/meminfo"
    for ((other = 0; other < nodes; other++)); do printf '%s ' $((node == other ? 10 : 20)); done >"$folder/distance"
  done
fi
exec "$@"
