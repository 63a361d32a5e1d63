import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { IN_CLUSTER } from './environment';
import type { FluxDeployment, FluxEnvironment, FluxStage } from './flux-props';
import { sourceOf } from './git-source';

type KustomizationSpec = import('@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/KustomizationSpec', { with: {
  'resolution-mode': 'import',
}}).IKustomizationSpec;

/** How often Flux puts back what somebody changed by hand. */
const INTERVAL = '10m';

/** How soon it tries again. */
const RETRY_INTERVAL = '1m';

/** How long it waits for objects to become ready before it tries again: meanwhile it doesn't take over a newer commit. */
const TIMEOUT = '10m';

/** The stages of an environment, each after the one before. */
export function kustomizations(scope: Construct, { metadata, environment, props }: FluxDeployment): readonly ApiObject[] {
  const stages = environment.stages ?? [{ name: '', path: `${sourceOf(props).path}/${environment.name}` }];
  const names = stages.map(({ name }) => (name === '' ? metadata.name : `${metadata.name}-${name}`));
  return stages.map((stage, index) => {
    const before = index === 0 ? undefined : names[index - 1];
    return new ApiObject(scope, `stage-${stage.name}`, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { ...metadata, name: names[index] as string },
      spec: specOf(environment, stage, metadata.name, before),
    });
  });
}

/** Deleting a Kustomization deletes nothing; what a commit removes is pruned. */
function specOf({ cluster }: FluxEnvironment, { path }: FluxStage, repository: string, before: string | undefined): object {
  const isElsewhere = cluster?.name !== undefined && cluster.name !== IN_CLUSTER;
  return {
    sourceRef: { kind: 'GitRepository', name: repository },
    path: `./${path}`,
    interval: INTERVAL,
    retryInterval: RETRY_INTERVAL,
    timeout: TIMEOUT,
    prune: true,
    wait: true,
    deletionPolicy: 'Orphan',
    ...(before !== undefined && { dependsOn: [{ name: before }] }),
    ...(isElsewhere && { kubeConfig: { secretRef: { name: `${cluster.name}-kubeconfig` } } }),
  } satisfies KustomizationSpec;
}
