#!/usr/bin/env bash
# The node's first process: pid 1 of its own pid namespace, with its own mounts and network, as a machine would have them.
# When it ends, the kernel kills every process in here and drops every mount, link, rule and pinned BPF object with them.
#
# usage: node-init.sh NAME STATE_FOLDER
set -eu
name=$1
state=$2
# the machine's /proc is still mounted, so this is the pid by which others can enter
read -r pid _ </proc/self/stat

mount --make-rshared /
mount -t proc proc /proc
mount -t bpf bpf /sys/fs/bpf
# folders in which programs leave things are the node's own
mkdir -p "$state"/{var-lib,var-log,etc}
mount --bind "$state/var-lib" /var/lib
mount --bind "$state/var-log" /var/log
mount -t tmpfs -o mode=755 run /run
hostname "$name"
printf '127.0.0.1 localhost\n10.244.0.1 %s\n' "$name" >"$state/etc/hosts"
printf 'nameserver 10.96.0.10\n' >"$state/etc/resolv.conf"
mount --bind "$state/etc/hosts" /etc/hosts
mount --bind "$state/etc/resolv.conf" /etc/resolv.conf

# the only way out of the node leads into a second namespace that stands for the rest of the world
ip link set lo up
ip netns add outside
ip link add uplink type veth peer name to-node netns outside
ip address add 10.244.0.1/24 dev uplink
ip link set uplink up
ip -n outside link set lo up
ip -n outside address add 10.244.0.254/24 dev to-node
ip -n outside link set to-node up
# an ordinary host (RFC 5737 address) and the clouds' metadata address: reachable, unless a policy forbids it
ip -n outside address add 198.51.100.10/32 dev lo
ip -n outside address add 169.254.169.254/32 dev lo
ip -n outside route add 10.245.0.0/16 via 10.244.0.1
ip route add default via 10.244.0.254
echo 1 >/proc/sys/net/ipv4/ip_forward

echo "$pid"
# ends when the starter's end of the pipe is closed
while read -r _; do :; done
