import { type DocumentSet } from '../document-set';
import { at, listOf, textOf, textsOf } from '../fields';
import { IpSet } from '../reachability/ip-set';
import { parseAddress } from '../reachability/ip-range';
import { type ClaimContext } from './claim-context';

/** @returns addresses of the API server: those that the context names, and those that live documents show; none if unknown */
export function apiServerAddresses(documents: DocumentSet, { apiServerCidrs = [] }: ClaimContext): IpSet {
  const isKubernetes = ({
    metadata,
  }: {
    readonly metadata: { readonly name: string; readonly namespace?: string };
  }): boolean => metadata.name === 'kubernetes' && (metadata.namespace ?? 'default') === 'default';
  const services = documents.ofKind('Service', '').filter(isKubernetes);
  const endpoints = documents.ofKind('Endpoints', '').filter(isKubernetes);
  const nodes = documents.ofKind('Node', '');
  const addresses = [
    ...services.flatMap(({ spec }) => [textOf(at(spec, 'clusterIP')), ...textsOf(at(spec, 'clusterIPs'))]),
    ...endpoints.flatMap(({ subsets }) =>
      listOf(subsets).flatMap((subset) => listOf(at(subset, 'addresses')).map((entry) => textOf(at(entry, 'ip')))),
    ),
    ...nodes.flatMap(({ status }) => listOf(at(status, 'addresses')).map((entry) => textOf(at(entry, 'address')))),
  ];
  const single = addresses.flatMap((address) => {
    const parsed = address === undefined ? undefined : parseAddress(address);
    return parsed === undefined ? [] : [IpSet.cidr(`${address}/${parsed.family === 4 ? 32 : 128}`)];
  });
  return [...apiServerCidrs.map((cidr) => IpSet.cidr(cidr)), ...single].reduce(
    (all, each) => all.union(each),
    IpSet.NONE,
  );
}
