/**
 * Entries of the catalogues that each claim addresses: ids, or names where a catalogue gives no ids. Policies carry their
 * references themselves; a claim has no document that could.
 */
export const CLAIM_REFERENCES: { readonly [claim: string]: readonly string[] } = {
  R1: ['LLM01', 'K05', 'Network separation and hardening', 'AML.T0040', 'AML.T0044'],
  R2: ['K05', 'Network separation and hardening', 'AML.T0025'],
  R3: ['LLM02', 'LLM06', 'K05', 'Network separation and hardening', 'AML.T0025', 'AML.T0072'],
  R4: ['K08', 'Network separation and hardening', 'AML.T0055', 'AML.T0075'],
  R5: ['K06', 'Network separation and hardening', 'AML.T0040', 'AML.T0049'],
  R6: ['LLM02', 'K05', 'AML.T0057'],
  R7: ['K02', 'K04', 'Authentication and authorization', 'AML.T0012'],
  R8: ['K05', 'Network separation and hardening'],
  R9: ['LLM01', 'LLM02', 'LLM05', 'LLM07', 'AML.T0051', 'AML.T0054', 'AML.T0056', 'AML.T0057', 'AML.T0077'],
  R10: ['LLM03', 'K02', 'Authentication and authorization', 'AML.T0010'],
  R11: ['LLM02', 'LLM07', 'K03', 'Authentication and authorization', 'AML.T0055', 'AML.T0056'],
  R12: ['LLM03', 'LLM04', 'K05', 'AML.T0018', 'AML.T0020'],
  R13: ['K10', 'Audit logging and threat detection'],
  R14: ['LLM02', 'K09', 'Network separation and hardening', 'AML.T0012'],
  R15: ['K04'],
};
