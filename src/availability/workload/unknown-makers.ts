import type { ObjectIdentity } from '../../manifests/diagnostic';
import type { KubernetesObject } from '../../manifests/object';
import { Place } from '../../manifests/place';
import { isNamespaced } from '../../manifests/scope';
import { isObject } from '../../manifests/value';
import { bounds, counting, makesPodsUntold, ofClouds, otherwise, scaled } from '../fields/pod-makers';
import { type NodeSelection, nodeSelection } from './node-selection';

/** What makes pods, as far as it matters to others on its nodes. */
export interface Neighbour extends ObjectIdentity {
  readonly selection: NodeSelection;
  readonly tolerations: readonly Place[];
  readonly approximate?: string;
  readonly unmodelled: readonly string[];
  readonly unbounded: readonly string[];
}

/** The pods of an object of an unknown kind, as far as its fields tell. */
export interface UnknownPods extends Neighbour {
  /** The labels of their template: operators may add others, unless all are declared. */
  readonly labels: ReadonlyMap<string, string>;
  readonly hasAllLabels: boolean;
  /** Whether the topology declares how many there are, and what each requests. */
  readonly isDeclared: boolean;
  /** The ports of nodes that they take; undefined where nobody declares them. */
  readonly hostPorts?: readonly number[];
  /** Required anti-affinity of the whole object: operators hand some down to pods. */
  readonly antiAffinity: readonly Place[];
}

/** Fields of policies that compare pods with a pattern, or change those of others, by the end of the API group. */
const patterns: readonly { readonly group: string; readonly fields: readonly string[] }[] = [
  { group: 'kyverno.io', fields: ['validate', 'mutate', 'match', 'exclude'] },
];

const known = new WeakMap<KubernetesObject, readonly UnknownPods[]>();

/**
 * What makes pods by an object whose kind is not known, one for each pod specification found in it: how many pods there are, only its operator knows.
 *
 * A kind that Kubernetes once served (`extensions/v1beta1`) is not known either.
 */
export function unknownPodsOf(object: KubernetesObject): readonly UnknownPods[] {
  const found = known.get(object) ?? neighboursOf(object);
  known.set(object, found);
  return found;
}

/** Whether nobody here knows what becomes of an object. */
export function isOfUnknownKind({ type, pod }: KubernetesObject): boolean {
  return !pod && isNamespaced(type) === undefined;
}

function neighboursOf(object: KubernetesObject): readonly UnknownPods[] {
  const { type, kind, namespace, name, apiVersion, root } = object;
  const { specs, counted, tolerations, antiAffinity } = podSpecsOf(object);
  const unbounded = [`its kind, ${kind} of ${apiVersion}, is not modelled: declare its pods under customResources`];
  const shared = { kind, namespace, name, tolerations, antiAffinity, hasAllLabels: false, isDeclared: false, unmodelled: [], unbounded };
  if (specs.length > 0) return specs.map(({ spec, labels }) => ({ ...shared, labels, selection: nodeSelection(spec) }));
  if (!makesPodsUntold(type) && (counted.length === 0 || otherwise.has(type))) return [];
  if (root.text('spec', 'mode') === 'sidecar') return [];
  return [{ ...shared, labels: new Map(), selection: nodeSelection(root.at('spec')) }];
}

/** What an object of an unknown kind says of pods. */
export function podSpecsOf({ apiVersion, root }: KubernetesObject): Found {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  const skipped = patterns.flatMap((it) => (group.endsWith(it.group) ? it.fields : []));
  return podSpecsIn(root.value, new Set(skipped));
}

interface Found extends Pick<UnknownPods, 'tolerations' | 'antiAffinity'> {
  /** The classes that it names anywhere. */
  readonly priorityClasses: readonly string[];
  /** The objects with a number of pods. */
  readonly counted: readonly Place[];
  readonly specs: readonly { readonly spec: Place; readonly labels: ReadonlyMap<string, string> }[];
}

/** Operators have fields of their own for it, such as CloudNativePG's `additionalPodAntiAffinity`. */
const ANTI_AFFINITY = /podAntiAffinity$/i;

/** Every pod specification at any depth. What YAML's aliases share is looked at once. */
function podSpecsIn(root: unknown, skipped: ReadonlySet<string>): Found {
  const specs: Found['specs'][number][] = [];
  const counted: Place[] = [];
  const tolerations: Place[] = [];
  const antiAffinity: Place[] = [];
  const priorityClasses: string[] = [];
  const labels = new Map<unknown, ReadonlyMap<string, string>>();
  // What containers request is part of their pod's.
  const containers = new Set<unknown>();
  const seen = new Set<unknown>();
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const item of value) open.push(item ?? null);
      continue;
    }
    const place = new Place(value);
    // A template is seen before the specification within it.
    labels.set(place.at('spec').value, place.texts('metadata', 'labels'));
    const listed = ['containers', 'initContainers'].flatMap((field) => place.items(field));
    for (const container of listed) containers.add(container.value);
    if (countsPods(place, Object.keys(value))) counted.push(place);
    if (!containers.has(value) && makesPods(place)) specs.push({ spec: place, labels: labels.get(value) ?? new Map() });
    tolerations.push(...place.items('tolerations'));
    const priorityClass = place.text('priorityClassName');
    if (priorityClass !== undefined) priorityClasses.push(priorityClass);
    for (const [field, part] of Object.entries(value)) {
      if (skipped.has(field) || ofClouds.has(field)) continue;
      if (ANTI_AFFINITY.test(field)) antiAffinity.push(...place.items(field, 'requiredDuringSchedulingIgnoredDuringExecution'));
      open.push(part ?? null);
    }
  }
  return { specs, counted, tolerations, antiAffinity, priorityClasses };
}

/** Whether it states a number of pods. The bounds of an autoscaler are about those of what it names. */
function countsPods(place: Place, fields: readonly string[]): boolean {
  const scales = fields.some((field) => scaled.test(field));
  return fields.some((field) => counting.test(field) && (place.count(field) ?? 0) > 0 && !(scales && bounds.test(field)));
}

/** A list of containers, the one container of a step, or the processors and memory that an operator requests for containers of its own. */
function makesPods(place: Place): boolean {
  const resources = [['resources', 'requests'], ['resources', 'limits'], ['resources'], ['resource']].map((path) => place.at(...path));
  return (
    place.items('containers').some(isContainer) ||
    place.text('container', 'image') !== undefined ||
    resources.some((list) => ['cpu', 'memory'].some((resource) => list.at(resource).isThere))
  );
}

/** Operators fill in the image of some containers: of Elasticsearch's `podTemplate` only the name is written. */
function isContainer({ value }: Place): boolean {
  return isObject(value) && ['image', 'name'].some((field) => typeof value[field] === 'string');
}
