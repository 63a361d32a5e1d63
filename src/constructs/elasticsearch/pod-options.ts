import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { zoneLabel } from '../../cluster/cluster';
import { isLabelValue } from '../../manifests/names';
import { requireObjectName } from '../parts/object-name';
import { entriesOf, isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { Plan } from './plan';

/** Where the pods of a set may run, and how its Java is started. */
export interface PodOptions {
  /**
   * Labels of the nodes that its pods may run on.
   *
   * @default none: every node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;

  /**
   * The taints that its pods tolerate.
   *
   * @default none
   */
  readonly tolerations?: readonly k8s.Toleration[];

  /**
   * The name of a PriorityClass, which must exist in the cluster.
   *
   * @default none
   */
  readonly priorityClassName?: string;

  /**
   * More options of Java, such as `-XX:+HeapDumpOnOutOfMemoryError`. The heap has a prop of its own.
   *
   * @default none
   */
  readonly jvmOptions?: readonly string[];
}

const OPERATORS = ['Equal', 'Exists', undefined];

/** Refuses invalid options. @param prefix the setting that holds them, with a dot at its end */
export function requirePodOptions(construct: Construct, options: PodOptions, prefix = ''): void {
  for (const [label, value] of entriesOf(construct, `${prefix}nodeSelector`, options.nodeSelector, "{ disk: 'ssd' }")) {
    if (isLabelValue(value)) continue;
    const message = `must be the value of a label, got ${shown(value)}`;
    refuse(construct, { setting: `${prefix}nodeSelector['${label}']`, message, fix: "write letters, digits, '-', '_' and '.'" });
  }
  requireTolerations(construct, options.tolerations, `${prefix}tolerations`);
  if (options.priorityClassName !== undefined)
    requireObjectName(construct, `${prefix}priorityClassName`, options.priorityClassName, 'PriorityClass');
  requireJvmOptions(construct, options.jvmOptions, `${prefix}jvmOptions`);
}

function requireTolerations(construct: Construct, tolerations: PodOptions['tolerations'], setting: string): void {
  if (tolerations === undefined) return;
  const list: readonly unknown[] = Array.isArray(tolerations) ? tolerations : [];
  const wrong = list.findIndex((it) => !isPlain(it) || !OPERATORS.includes(it['operator'] as string | undefined));
  if (list === tolerations && wrong < 0) return;
  const message = `must be ${wrong < 0 ? 'a list of tolerations' : 'a toleration'}, got ${shown(wrong < 0 ? tolerations : list[wrong])}`;
  const fix = "write { key: 'only', operator: 'Equal', value: 'search', effect: 'NoSchedule' }";
  refuse(construct, { setting: wrong < 0 ? setting : `${setting}[${wrong}]`, message, fix });
}

function requireJvmOptions(construct: Construct, options: readonly string[] | undefined, setting: string): void {
  if (options === undefined) return;
  if (!Array.isArray(options)) {
    refuse(construct, { setting, message: `must be a list of options, got ${shown(options)}`, fix: "write a list such as ['-Xlog:gc']" });
    return;
  }
  for (const [index, option] of options.entries()) {
    const at = `${setting}[${index}]`;
    // Elasticsearch splits ES_JAVA_OPTS at whitespace.
    if (typeof option !== 'string' || !/^-\S+$/.test(option)) {
      const message = `must begin with '-' and have no spaces, got ${shown(option)}`;
      refuse(construct, { setting: at, message, fix: 'write one option, such as -XX:+HeapDumpOnOutOfMemoryError' });
    } else if (/^-Xm[sx]/.test(option)) {
      refuse(construct, { setting: at, message: `must not set the heap, got ${shown(option)}`, fix: 'write heap, or omit it' });
    }
  }
}

/** The fields of a pod that decide where it runs. */
export function placement({
  props,
  set: { zones },
}: Plan): Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'affinity'> {
  const { nodeSelector, tolerations, priorityClassName } = props;
  return {
    nodeSelector,
    tolerations: tolerations && [...tolerations],
    priorityClassName,
    affinity: zones.length > 0 ? inZones(zones) : undefined,
  };
}

/** Spread constraints count only the nodes that the affinity selects. */
function inZones(zones: readonly string[]): k8s.Affinity {
  const matchExpressions = [{ key: zoneLabel, operator: 'In', values: [...zones] }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } } };
}
