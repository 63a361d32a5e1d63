import type { k8s } from 'cdk8s-plus-27';
import type { Identity } from '../parts/labels';
import { restrictedContainer } from '../parts/pod-security';
import { resourceRequirements } from '../parts/resources';
import { envVars } from './env';
import { probes } from './probes';
import type { WebServiceOptions } from './props';
import { ephemeralStorage, type MountedVolume } from './volumes';

/** The pod's only container. */
export function container(
  identity: Identity,
  props: WebServiceOptions,
  volumes: readonly MountedVolume[],
  configMapName: string | undefined,
): k8s.Container {
  const ports = Object.entries(props.ports).map(([name, containerPort]) => ({ name, containerPort }));
  const [first] = ports;
  return {
    name: identity.name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? 'IfNotPresent',
    args: props.args && [...props.args],
    env: noneIfEmpty(envVars(props, configMapName)),
    ports,
    resources: requirements(props),
    ...(first && probes(first.name, props.health)),
    securityContext: restrictedContainer(),
    volumeMounts: volumes.map(({ mount }) => mount),
  };
}

/** Caps ephemeral storage, so that a pod that fills its disk is evicted alone. */
function requirements(props: WebServiceOptions): k8s.ResourceRequirements {
  const { requests, limits } = resourceRequirements(props.resources);
  const disk = { 'ephemeral-storage': ephemeralStorage(props) };
  return { requests: { ...requests, ...disk }, limits: { ...limits, ...disk } };
}

/** The API server drops an empty list, so that kubectl would see a change on each apply. */
function noneIfEmpty<Item>(list: Item[]): Item[] | undefined {
  return list.length > 0 ? list : undefined;
}
