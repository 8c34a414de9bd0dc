import { errors } from '../errors';

/** An OpenID Connect provider for the users of the Kubernetes API. */
export interface OidcAuthentication {
  /** URL of the issuer, with https. */
  readonly issuerUrl: string;
  /** Client id that tokens are made for. */
  readonly clientId: string;
  /**
   * Claim with the name of the user.
   * @default 'sub'
   */
  readonly usernameClaim?: string;
  /**
   * Put in front of every user name, so that nobody is taken for a user of another provider.
   * @default 'oidc:'
   */
  readonly usernamePrefix?: string;
  /**
   * Claim with the groups of the user.
   * @default 'groups'
   */
  readonly groupsClaim?: string;
  /**
   * Put in front of every group, so that no token makes anybody a member of `system:masters`.
   * @default 'oidc:'
   */
  readonly groupsPrefix?: string;
}

/**
 * The options of a cluster for an identity provider.
 * @throws if the issuer is not an https URL, or a prefix is empty
 */
export function oidcOptions(oidc: OidcAuthentication) {
  if (!/^https:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/.test(oidc.issuerUrl)) throw errors.badIssuer(oidc.issuerUrl);
  const { usernamePrefix = 'oidc:', groupsPrefix = 'oidc:' } = oidc;
  if (usernamePrefix === '' || groupsPrefix === '') throw errors.oidcPrefixEmpty();
  return {
    isOpenIdConnectAuthEnabled: true,
    issuerUrl: oidc.issuerUrl,
    clientId: oidc.clientId,
    usernameClaim: oidc.usernameClaim ?? 'sub',
    usernamePrefix,
    groupsClaim: oidc.groupsClaim ?? 'groups',
    groupsPrefix,
    signingAlgorithms: ['RS256'],
  };
}
