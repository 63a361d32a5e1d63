import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isConfigKey } from '../../manifests/names';
import { requireImageName } from '../parts/image';
import { kubeObject } from '../parts/kube-object';
import { restrictedContainer } from '../parts/pod-security';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { resourceRequirements } from '../parts/resources';
import { shown } from '../parts/shown';
import { PATHS } from './names';
import type { Plan } from './plan';

/** What is added to the image of Elasticsearch, the same on all nodes of a cluster. */
export interface Extensions {
  /**
   * An image with plugins, each unpacked in a folder of `/plugins`. An init container copies them into place with its `cp`, so it has a shell. The other way is an
   * image of Elasticsearch of your own (`imageRepository`) in which `elasticsearch-plugin install` ran: nodes can't download anything.
   *
   * @default none
   */
  readonly plugins?: string;

  /**
   * Files of analysis by name, such as synonyms and word lists, mounted in `config/analysis`: an index refers to `analysis/synonyms.txt`. A change rolls
   * out, so the nodes of a shard never disagree for longer than a rolling update takes.
   *
   * @default none
   */
  readonly analysis?: Readonly<Record<string, string>>;
}

// https://kubernetes.io/docs/concepts/configuration/configmap/: etcd accepts no larger object.
const MOST_BYTES = 1024 * 1024;
const PLUGINS = `${PATHS.home}/plugins`;
const ANALYSIS = `${PATHS.config}/analysis`;

/** Refuses an image without a version, and files that a ConfigMap can't hold. */
export function requireExtensions(construct: Construct, { plugins, analysis }: Extensions): void {
  if (plugins !== undefined) requireImageName(construct, 'plugins', plugins);
  const entries = entriesOf(construct, 'analysis', analysis, "{ 'synonyms.txt': 'laptop, notebook' }");
  for (const [name, text] of entries) {
    if (isConfigKey(name) && name !== '__proto__' && typeof text === 'string') continue;
    const message = `must be texts by file name, got ${shown(name)}: ${shown(text)}`;
    refuse(construct, { setting: 'analysis', message, fix: "write names of letters, digits, '-', '_' and '.', and strings" });
  }
  const bytes = entries.reduce((sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(text)), 0);
  if (bytes > MOST_BYTES) {
    const message = `must be ${MOST_BYTES} bytes or less to fit in a ConfigMap, got ${bytes}`;
    refuse(construct, { setting: 'analysis', message, fix: 'put large files into an image, or use the synonyms API' });
  }
}

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
