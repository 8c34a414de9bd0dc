import { modelNameInvalid } from './errors';

/** @throws if the guard would refuse the name */
export const checkModelName = (name: string): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/:-]{0,127}$/.test(name)) throw modelNameInvalid(name);
  return name;
};

/** The name of a model as part of names in Kubernetes: a DNS label of at most 40 characters that starts with a letter. */
export const modelSlug = (name: string): string => {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 38)
    .replace(/^-|-$/g, '');
  return /^[a-z]/.test(slug) ? slug : `m-${slug}`;
};
