import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { restrictedContainer } from '../parts/pod-security';
import { resourceRequirements } from '../parts/resources';
import { PATHS } from './names';
import type { Plan } from './plan';

const PLUGINS = `${PATHS.home}/plugins`;
const ANALYSIS = `${PATHS.config}/analysis`;

/** A name with a hash of the content, so that a change makes a new pod template. */
function analysisName({ identity, props: { analysis } }: Plan): string {
  return `${identity.name}-analysis-${createHash('sha256').update(JSON.stringify(analysis)).digest('hex').slice(0, 10)}`;
}

function hasAnalysis({ props: { analysis } }: Plan): boolean {
  return Object.keys(analysis ?? {}).length > 0;
}

/** The ConfigMap of the files of analysis, undefined without any. */
export function analysisConfigMap(scope: Construct, plan: Plan): k8s.KubeConfigMap | undefined {
  if (!hasAnalysis(plan)) return undefined;
  return kubeObject(k8s.KubeConfigMap, scope, 'analysis', {
    metadata: { name: analysisName(plan), namespace: plan.namespace, labels: plan.identity.labels },
    immutable: true,
    data: { ...plan.props.analysis },
  });
}

/** The volumes of the pods with their paths in the container. */
export function extensionVolumes(plan: Plan): readonly { readonly volume: k8s.Volume; readonly path: string }[] {
  return [
    ...(plan.props.plugins ? [{ volume: { name: 'plugins', emptyDir: {} }, path: PLUGINS }] : []),
    ...(hasAnalysis(plan) ? [{ volume: { name: 'analysis', configMap: { name: analysisName(plan) } }, path: ANALYSIS }] : []),
  ];
}

/** Copies the plugins of an image into the pod. */
export function pluginContainers({ props: { plugins }, resources }: Plan): k8s.Container[] {
  if (plugins === undefined) return [];
  return [
    {
      name: 'plugins',
      image: plugins,
      command: ['sh', '-c', 'cp -R /plugins/. /mnt/plugins/'],
      resources: resourceRequirements(resources),
      securityContext: restrictedContainer(),
      volumeMounts: [{ name: 'plugins', mountPath: '/mnt/plugins' }],
    },
  ];
}
