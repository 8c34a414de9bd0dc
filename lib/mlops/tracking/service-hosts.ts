import { type TrustZone } from '../../workload';

/** Every name under which pods can call a Service, with the port, as a client writes it in the header `Host`. */
export const serviceHosts = (name: string, zone: TrustZone, port: number): string[] => {
  const short = `${name}.${zone.namespace}`;
  return [name, short, `${short}.svc`, `${short}.svc.${zone.platform.clusterDomain}`].map((host) => `${host}:${port}`);
};
