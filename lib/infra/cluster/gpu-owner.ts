/** What offers the GPUs of nodes to Kubernetes. Two at once offer each GPU twice. */
export enum GpuOwner {
  /** The add-on of the vendor's device plugin: nothing but the resource. */
  DEVICE_PLUGIN = 'device-plugin',
  /** NVIDIA's GPU operator as an add-on: monitoring and partitions (MIG) too. It restarts the container runtime of each GPU node. */
  GPU_OPERATOR = 'gpu-operator',
  /** Something of your own, on nodes that the add-ons stay off: `withoutDevicePlugin` of their pool. */
  YOURS = 'yours',
}
