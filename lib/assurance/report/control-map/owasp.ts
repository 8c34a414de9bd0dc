import { type Catalogue } from './catalogue';

/** Risks of applications of large language models. */
export const OWASP_LLM: Catalogue = {
  name: 'OWASP LLM Top 10 2025',
  url: 'https://genai.owasp.org/llm-top-10/',
  entries: [
    { id: 'LLM01', name: 'Prompt Injection' },
    { id: 'LLM02', name: 'Sensitive Information Disclosure' },
    { id: 'LLM03', name: 'Supply Chain' },
    { id: 'LLM04', name: 'Data and Model Poisoning' },
    { id: 'LLM05', name: 'Improper Output Handling' },
    { id: 'LLM06', name: 'Excessive Agency' },
    { id: 'LLM07', name: 'System Prompt Leakage' },
    { id: 'LLM08', name: 'Vector and Embedding Weaknesses' },
    { id: 'LLM09', name: 'Misinformation' },
    { id: 'LLM10', name: 'Unbounded Consumption' },
  ],
};

/** Risks of Kubernetes clusters. */
export const OWASP_KUBERNETES: Catalogue = {
  name: 'OWASP Kubernetes Top 10 2025',
  url: 'https://owasp.org/www-project-kubernetes-top-ten/',
  entries: [
    { id: 'K01', name: 'Insecure Workload Configurations' },
    { id: 'K02', name: 'Overly Permissive Authorization' },
    { id: 'K03', name: 'Secrets Management Failures' },
    { id: 'K04', name: 'Lack Of Cluster Level Policy Enforcement' },
    { id: 'K05', name: 'Missing Network Segmentation' },
    { id: 'K06', name: 'Overly Exposed Components' },
    { id: 'K07', name: 'Misconfigured and Vulnerable Cluster Components' },
    { id: 'K08', name: 'Cluster To Cloud Lateral Movement' },
    { id: 'K09', name: 'Broken Authentication' },
    { id: 'K10', name: 'Inadequate Logging And Monitoring' },
  ],
};
