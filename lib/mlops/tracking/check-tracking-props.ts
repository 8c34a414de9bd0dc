import { type SecretRef } from '../../platform';
import { errors } from './errors';
import { type ExperimentTrackingProps } from './experiment-tracking-props';

const HOST_LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = `${HOST_LABEL}(?:\\.${HOST_LABEL})*`;
const HOST_AND_PORT = new RegExp(`^${HOST}:[1-9][0-9]{0,4}$`);
const ORIGIN = new RegExp(`^https://${HOST}(?::[1-9][0-9]{0,4})?$`);
const USERNAME = /^[A-Za-z][A-Za-z0-9._-]{0,62}$/;
const LEAST_MEBIBYTES = 768;

/** @throws if a prop, or a pair of props, cannot be right */
export const checkTrackingProps = (
  props: ExperimentTrackingProps,
  adminPassword: SecretRef,
  sessionKey: SecretRef,
  path: string,
): void => {
  const { adminUsername, furtherHosts = [], webOrigins = [], memoryLimit, dataSize, existingClaim } = props;
  if (adminUsername !== undefined && !USERNAME.test(adminUsername)) throw errors.adminUsername(adminUsername, path);
  for (const host of furtherHosts) if (!HOST_AND_PORT.test(host)) throw errors.host(host, path);
  for (const origin of webOrigins) if (!ORIGIN.test(origin)) throw errors.webOrigin(origin, path);
  if (adminPassword.equals(sessionKey)) throw errors.sameSecret(adminPassword.toString(), path);
  const mebibytes = memoryLimit?.toMebibytes() ?? LEAST_MEBIBYTES;
  if (mebibytes < LEAST_MEBIBYTES) throw errors.memory(mebibytes, LEAST_MEBIBYTES, path);
  if (dataSize !== undefined && existingClaim !== undefined) throw errors.dataSizeOfExistingClaim(existingClaim, path);
};
