import { type DeploymentOptions, workload as unrequested } from './manifests';

/** A workload whose pods request little, so that what is proved of them means something. */
export function workload(options: DeploymentOptions = {}) {
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  return unrequested({ ...options, pod: { containers: [{ name: 'main', image: 'registry.example/main:1', resources }], ...options.pod } });
}
