import type { Place } from './place';
import type { Path } from './pointer';
import { textsAt } from './value';

/** The pods that an object creates: a pod template, or the object itself. */
export interface Pod {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;

  /** The pod template, which has the labels. */
  readonly template: Place;
  readonly spec: Place;

  /** All containers, the init containers first. */
  readonly containers: readonly Place[];

  /** The volumes that can be mounted by name, including claim templates. */
  readonly volumes: readonly Place[];

  /** The ports that its containers declare or mention in their arguments. */
  readonly ports: readonly ContainerPort[];
}

/** A port that a container listens on. */
export interface ContainerPort {
  readonly number: number;
  readonly name?: string;
  readonly protocol: string;

  /** Whether the port is not declared, but mentioned in arguments or environment variables: `--metrics-bind-address=:8443`. */
  readonly mentioned?: true;
}

/** The path of the pod template in each kind that has one. */
const templates: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['ReplicationController', ['spec', 'template']],
  ['Deployment.apps', ['spec', 'template']],
  ['StatefulSet.apps', ['spec', 'template']],
  ['DaemonSet.apps', ['spec', 'template']],
  ['ReplicaSet.apps', ['spec', 'template']],
  ['Job.batch', ['spec', 'template']],
  ['CronJob.batch', ['spec', 'jobTemplate', 'spec', 'template']],
  ['Rollout.argoproj.io', ['spec', 'template']],
]);

/** The types of all objects that create pods. */
export const podMakers: readonly string[] = [...templates.keys()];

/** The pods that an object of a type creates. */
export function podOf(type: string, root: Place, namespace: string): Pod | undefined {
  const path = templates.get(type);
  if (!path) return undefined;
  const template = root.at(...path);
  const spec = template.at('spec');
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) => spec.parts(field));
  const claims = type === 'StatefulSet.apps' ? root.parts('spec', 'volumeClaimTemplates').map((claim) => claim.at('metadata')) : [];
  return {
    namespace,
    labels: textsAt(template.value, 'metadata', 'labels'),
    template,
    spec,
    containers,
    volumes: [...spec.parts('volumes'), ...claims],
    ports: containers.flatMap(portsOf),
  };
}

/** The ports that a container declares, and if it declares any, those that it mentions. */
export function portsOf(container: Place): readonly ContainerPort[] {
  const declared = container.parts('ports').flatMap(portOf);
  if (declared.length === 0) return [];
  const texts = [
    ...container.parts('command'),
    ...container.parts('args'),
    ...container.parts('env').map((variable) => variable.at('value')),
  ];
  const numbers = new Set(texts.flatMap((text) => portsIn(text.text() ?? '')));
  for (const { number } of declared) numbers.delete(number);
  return [...declared, ...[...numbers].map((number) => ({ number, protocol: 'TCP', mentioned: true }) as const)];
}

/** A longer text is not searched for ports. */
const longest = 10_000;

function portsIn(text: string): readonly number[] {
  return [...text.slice(0, longest).matchAll(/(?:^|[:=\s])(\d{2,5})(?=$|[\s,;/])/g)].map(([, number]) => Number(number));
}

function portOf(port: Place): readonly ContainerPort[] {
  const number = port.number('containerPort');
  return number === undefined ? [] : [{ number, name: port.text('name'), protocol: port.text('protocol') ?? 'TCP' }];
}

/** Whether a port is declared or mentioned, by name or number. If no ports are declared, any number counts, since declaring ports is optional. */
export function declares(ports: readonly ContainerPort[], port: unknown, protocol?: string): boolean {
  const fitting = protocol === undefined ? ports : ports.filter((it) => it.protocol === protocol);
  if (typeof port === 'string' && !/^\d+$/.test(port)) return fitting.some((it) => it.name === port);
  return ports.length === 0 || fitting.some((it) => it.number === Number(port));
}

/** Ports for a message: `http (8080), docs (8100)`. */
export function portsInWords(ports: readonly ContainerPort[]): string {
  const declared = ports.filter(({ mentioned }) => !mentioned);
  return declared.map(({ number, name }) => (name ? `${name} (${number})` : String(number))).join(', ') || 'none';
}

/** The name of the ServiceAccount of pods, which is `default` where they name none. */
export function accountOf(spec: Place): string {
  return spec.text('serviceAccountName') ?? spec.text('serviceAccount') ?? 'default';
}

/** Init containers that go on beside the others. Source: kubernetes.io, Sidecar Containers. */
export function sidecarsOf(spec: Place): readonly Place[] {
  return spec.items('initContainers').filter((container) => container.text('restartPolicy') === 'Always');
}
