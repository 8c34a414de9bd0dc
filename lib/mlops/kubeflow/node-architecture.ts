/** Kubeflow publishes its images for this architecture only (kubeflow/pipelines#12705). */
export const AMD64: { readonly [label: string]: string } = { 'kubernetes.io/arch': 'amd64' };
