/** What is wrong between values of a program: collected while it runs and listed together at synth, before anything is written. */
export const problems = {
  vcnSize: (cidr: string, smallest: string) =>
    `network ${cidr} is not a size that a VCN can have; expected a mask from /16 to ${smallest}, such as 10.0.0.0/16`,
  subnetOutside: (subnet: string, cidr: string, vcn: string) =>
    `subnet ${subnet} (${cidr}) is not inside of the network ${vcn}; move it into the network`,
  subnetTooSmall: (subnet: string, cidr: string, longest: number) =>
    `subnet ${subnet} (${cidr}) is too small; expected a mask of at most /${longest}`,
  subnetsOverlap: (one: string, oneCidr: string, other: string, otherCidr: string) =>
    `subnets ${one} (${oneCidr}) and ${other} (${otherCidr}) overlap; give each addresses of its own`,
  ipv6: (what: string, cidr: string) => `${what} ${cidr} is IPv6; expected an IPv4 network`,
  linkLocal: (cidr: string) =>
    `network ${cidr} overlaps 169.254.0.0/16, where every machine looks for its metadata; choose a private network such as 10.0.0.0/16`,
  servicesOverlap: (services: string, vcn: string) =>
    `the network of Kubernetes Services ${services} overlaps the VCN ${vcn}; choose servicesCidr outside of it`,
  addressesShort: (subnet: string, cidr: string, has: number, needs: number, why: string) =>
    `subnet ${subnet} (${cidr}) has ${has} usable addresses and ${why} need ${needs}; choose a larger network or fewer nodes`,
  everywhere: (property: string, cidr: string, flag: string) =>
    `${property} has ${cidr}, which is every address; name narrower networks or set ${flag}`,
  gpuShape: (pool: string, shape: string, examples: string) =>
    `node pool "${pool}" is for GPUs and its shape "${shape}" has none; expected one like ${examples}, or make it a SystemNodePool`,
  shapeNotManaged: (pool: string, shape: string) =>
    `node pool "${pool}" has shape "${shape}", which runs only in GPU memory clusters of nodes that you manage yourself; ` +
    `choose another shape`,
  gpuShapeInSystemPool: (pool: string, shape: string) =>
    `node pool "${pool}" runs what the cluster itself needs and its shape "${shape}" has GPUs, whose taint keeps that away; ` +
    `choose a shape without GPUs`,
  flexSize: (pool: string, shape: string) =>
    `node pool "${pool}" has the flexible shape "${shape}" without ocpus and memoryInGb; say both`,
  fixedSize: (pool: string, shape: string) =>
    `node pool "${pool}" has the fixed shape "${shape}", whose size cannot be chosen; leave out ocpus and memoryInGb`,
  reservationSpansDomains: (pool: string, domains: readonly number[]) =>
    `node pool "${pool}" takes its nodes from a capacity reservation, which is in one availability domain, and is placed in ` +
    `${domains.join(', ')}; name the reservation's domain only`,
  rdmaSpansDomains: (pool: string, domains: readonly number[]) =>
    `node pool "${pool}" has an RDMA network, which is in one availability domain, and is placed in ${domains.join(', ')}; name one`,
  noRdma: (pool: string, shape: string) =>
    `node pool "${pool}" wants an RDMA network and its shape "${shape}" has none; leave out rdma or choose a bare-metal shape with one`,
  nodesNewer: (pool: string, nodes: string, cluster: string) =>
    `node pool "${pool}" has Kubernetes ${nodes}, newer than its control plane's ${cluster}; upgrade the cluster first`,
  nodesTooOld: (pool: string, nodes: string, cluster: string, skew: number) =>
    `the cluster's Kubernetes ${cluster} is newer than node pool "${pool}" with ${nodes} supports: more than ${skew} minor versions apart; ` +
    `upgrade the nodes first`,
  imageVersion: (pool: string, image: string, built: string, wanted: string) =>
    `node pool "${pool}" is to run Kubernetes ${wanted} and its image "${image}" was built for ${built}; name an image for ${wanted}`,
  imageTooOld: (pool: string, image: string, build: number, least: number, version: string) =>
    `node pool "${pool}" is to run Kubernetes ${version}, which needs cgroups v2, and its image "${image}" is build ${build}; ` +
    `expected build ${least} or newer`,
  imageUnknownForShape: (pool: string, shape: string) =>
    `node pool "${pool}" has shape "${shape}", for which OKE's list of images cannot be searched; give its image: NodeImage.ocid('…')`,
  imageUnknownForOs: (pool: string, nodeOs: string) =>
    `node pool "${pool}" runs ${nodeOs}, of which OKE lists no image; give yours: NodeImage.ocid('…')`,
  taintsNeedOracleLinux: (pool: string) =>
    `node pool "${pool}" has taints, which only the bootstrap of Oracle Linux takes; leave them out or use NodeOs.ORACLE_LINUX`,
  poolName: (name: string) => `node pool name "${name}" is used twice; give each pool a name of its own`,
  copyAtHome: (region: string) =>
    `the vault is in ${region} and so is a copy of it or of its secrets, which would fail with it; name another region`,
  noSystemPool: () =>
    `there is no node pool without GPUs, and DNS and the add-ons do not tolerate the taint of GPU nodes; add a system pool`,
  noRepositories: () =>
    `signedImagesOnly is set and there are no repositories to sign images in, so no pod could start; name them in repositories`,
  gpuOwner: (addon: string, owner: string) =>
    `add-on ${addon} would offer the GPUs that ${owner} offers already, and a GPU has one owner; set gpuOwner instead`,
  addonTwice: (addon: string) => `add-on ${addon} is listed twice; expected each once`,
};
