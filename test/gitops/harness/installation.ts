import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from '../../cluster/harness/cluster';
import { prepare } from '../../cluster/harness/deploy';
import { readManifests } from '../../cluster/harness/manifests';
import { cachedFiles } from '../../cluster/harness/module-files';
import { ARGO_CD, argoCd } from '../../cluster/harness/programs';
import { agreed } from '../../cluster/harness/server';

export const NAMESPACE = 'argocd';

const KINDS = ['AppProject', 'Application', 'ApplicationSet'];

/** The scripts that the repo server expects on the PATH. */
export function wrappers(): Promise<string> {
  return fromModule('hack', /^(git-verify|gpg)-wrapper\.sh$/);
}

/** What `kubectl apply -f install.yaml` gives Argo CD beside its pods: CRDs, a namespace and its own ConfigMaps with the defaults of the release. */
export async function installArgoCd(cluster: Cluster): Promise<void> {
  const custom = KINDS.map((kind) => ({ apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'any' } }));
  await prepare(cluster, custom);
  const configuration = readManifests(await fromModule('manifests/base/config', /^argocd-.*\.yaml$/));
  const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  for (const manifest of [namespace, ...configuration.map(completed)]) {
    agreed(await cluster.server.apply(inNamespace(manifest)), `${manifest.kind} ${manifest.metadata.name}`);
  }
}

/** Registers another cluster under a name, as `argocd cluster add --name` does; Argo CD acts there as the administrator. */
export async function registerCluster(hub: Cluster, name: string, { config }: Cluster): Promise<void> {
  const { server, caFile } = config.getCurrentCluster() ?? {};
  const credentials = {
    bearerToken: config.getCurrentUser()?.token,
    tlsClientConfig: { caData: readFileSync(caFile as string).toString('base64') },
  };
  const secret: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `cluster-${name}`, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
    stringData: { name, server, config: JSON.stringify(credentials) },
  };
  agreed(await hub.server.apply(inNamespace(secret)), `the registration of ${name}`);
}

/** argocd-server makes the key at its first start; there is none here. */
function completed(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Secret') return manifest;
  return { ...manifest, stringData: { 'server.secretkey': randomBytes(32).toString('base64') } };
}

function inNamespace(manifest: Manifest): Manifest {
  return manifest.kind === 'Namespace' ? manifest : { ...manifest, metadata: { ...manifest.metadata, namespace: NAMESPACE } };
}

function fromModule(folder: string, name: RegExp): Promise<string> {
  const { id, version } = argoCd();
  return cachedFiles({ module: ARGO_CD, version: `v${version}`, folder }, name, join(id, folder.replaceAll('/', '_')));
}
