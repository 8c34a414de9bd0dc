import { randomBytes } from 'node:crypto';

/** Someone who talks to the API server: one line of its token file. */
export interface Persona {
  readonly name: string;
  /** @default [] */
  readonly groups?: readonly string[];
}

/** Passes every RBAC check, so that what refuses is validation or admission. */
export const ADMIN: Persona = { name: 'admin', groups: ['system:masters'] };

export interface PersonaToken extends Persona {
  readonly token: string;
}

/** Gives each persona a bearer token that lives as long as the server. */
export function withTokens(personas: readonly Persona[]): PersonaToken[] {
  return personas.map((persona) => ({ ...persona, token: randomBytes(24).toString('hex') }));
}

/** @returns the `--token-auth-file`: `token,user,uid,"group,group"`, one persona a line */
export function tokenFile(personas: readonly PersonaToken[]): string {
  return personas
    .map(({ token, name, groups = [] }, index) => `${token},${name},${index + 1},"${groups.join(',')}"\n`)
    .join('');
}
