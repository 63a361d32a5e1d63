import type { Place } from './place';
import type { Path } from './pointer';
import { textsAt } from './value';

/** The pods that an object makes: a template, or the object itself. */
export interface Pod {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;

  /** Where its labels stand. */
  readonly template: Place;
  readonly spec: Place;

  /** All containers, the init containers first. */
  readonly containers: readonly Place[];

  /** The volumes that can be mounted by name, claim templates as well. */
  readonly volumes: readonly Place[];

  /** The ports that its containers declare, and those that their arguments name. */
  readonly ports: readonly ContainerPort[];
}

/** A port that a container listens on. */
export interface ContainerPort {
  readonly number: number;
  readonly name?: string;
  readonly protocol: string;

  /** Whether the container doesn't declare it, but its arguments or its environment name it: `--metrics-bind-address=:8443`. */
  readonly mentioned?: true;
}

/** Where a pod template stands in the kinds that have one. */
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

/** The types of all objects that make pods. */
export const podMakers: readonly string[] = [...templates.keys()];

/** The pods that an object of that type makes. */
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

/** The ports that a container declares, and where it declares any, those that it mentions besides. */
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

/** The end of a text is no place for a port. */
const longest = 10_000;

function portsIn(text: string): readonly number[] {
  return [...text.slice(0, longest).matchAll(/(?:^|[:=\s])(\d{2,5})(?=$|[\s,;/])/g)].map(([, number]) => Number(number));
}

function portOf(port: Place): readonly ContainerPort[] {
  const number = port.number('containerPort');
  return number === undefined ? [] : [{ number, name: port.text('name'), protocol: port.text('protocol') ?? 'TCP' }];
}

/** Whether a port's name or number is declared or mentioned; a number is taken for declared where no port is, since declaring is optional. */
export function declares(ports: readonly ContainerPort[], port: unknown, protocol?: string): boolean {
  const fitting = protocol === undefined ? ports : ports.filter((it) => it.protocol === protocol);
  if (typeof port === 'string' && !/^\d+$/.test(port)) return fitting.some((it) => it.name === port);
  return ports.length === 0 || fitting.some((it) => it.number === Number(port));
}

/** Ports in words: `http (8080), docs (8100)`. */
export function portsInWords(ports: readonly ContainerPort[]): string {
  const declared = ports.filter(({ mentioned }) => !mentioned);
  return declared.map(({ number, name }) => (name ? `${name} (${number})` : String(number))).join(', ') || 'none';
}
