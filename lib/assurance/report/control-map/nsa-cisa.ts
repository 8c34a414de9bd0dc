import { type Catalogue } from './catalogue';

/** Chapters of the guidance of NSA and CISA, version 1.2 of August 2022. */
export const NSA_CISA: Catalogue = {
  name: 'NSA/CISA Kubernetes Hardening Guidance 1.2',
  url: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  entries: [
    { name: 'Pod security' },
    { name: 'Network separation and hardening' },
    { name: 'Authentication and authorization' },
    { name: 'Audit logging and threat detection' },
    { name: 'Upgrading and application security practices' },
  ],
};
