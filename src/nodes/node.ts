import type { Allocatable, Taint } from '../cluster/topology';
import type { InputError } from '../manifests/input-error';
import type { Place } from '../manifests/place';
import { parseQuantity } from '../manifests/quantity';
import { isObject } from '../manifests/value';
import { mustBe, show } from '../manifests/words';
import { absenceOf, isPassing } from './absence';
import type { Given } from './given';

/** A Node object, as far as a topology needs it. */
export interface Node {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;

  /** Its taints, without those that come and go with its state. */
  readonly taints: readonly Taint[];

  /** The keys of the others. */
  readonly passingTaints: readonly string[];

  /** Empty if it is left out. */
  readonly allocatable: Allocatable;

  /** The version of its kubelet, such as `v1.36.3`. */
  readonly kubelet?: string;

  /** Such as `aws:///eu-west-1a/i-0123`. */
  readonly providerId: string;

  /** Why it takes no pods now. @default it does */
  readonly absence?: string;

  /** What names this node and no other: its name, addresses and ids. */
  readonly identities: readonly string[];
}

const AGAIN = 'print the whole node: kubectl get nodes -o json';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** Reads a Node. @param errors collects what is wrong with a node that is counted */
export function nodeOf(given: Given, errors: InputError[]): Node {
  const { content, name } = given;
  const absence = absenceOf(content);
  const taints = content.items('spec', 'taints');
  const isLasting = (taint: Place) => !isPassing(taint.text('key') ?? '');
  return {
    name,
    labels: content.texts('metadata', 'labels'),
    annotations: content.texts('metadata', 'annotations'),
    taints: taints.filter(isLasting).flatMap((taint) => taintOf(taint, given, errors)),
    passingTaints: taints.filter((taint) => !isLasting(taint)).map((taint) => taint.text('key') ?? ''),
    allocatable: absence === undefined ? allocatableOf(given, errors) : { cpu: '0', memory: '0', pods: 0 },
    kubelet: content.text('status', 'nodeInfo', 'kubeletVersion'),
    providerId: content.text('spec', 'providerID') ?? '',
    absence,
    identities: identitiesOf(content),
  };
}

function taintOf(taint: Place, given: Given, errors: InputError[]): readonly Taint[] {
  const [key, value, effect] = [taint.text('key'), taint.text('value'), EFFECTS.find((it) => it === taint.text('effect'))];
  if (key !== undefined && effect !== undefined) return [{ key, ...(value === undefined ? {} : { value }), effect }];
  const [field, got] = key === undefined ? ['key', taint.at('key').value] : ['effect', taint.at('effect').value];
  const message = got === undefined ? 'is missing' : `${show(got)} is not ${field === 'key' ? 'a key' : 'an effect'}`;
  errors.push(given.error([...taint.path, field as string], message, AGAIN));
  return [];
}

/** What schedulers ask for. How many volumes a node attaches, `attachable-volumes-...`, stands in CSINode objects now. */
const RESOURCE = /^(ephemeral-storage|hugepages-\d+[KMG]i|[^/]+\/[^/]+)$/;

function allocatableOf(given: Given, errors: InputError[]): Allocatable {
  const path = ['status', 'allocatable'];
  const place = given.content.at(...path);
  if (!isObject(place.value)) {
    errors.push(given.error(path, mustBe('an object', place.value), AGAIN));
    return { cpu: '0', memory: '0', pods: 0 };
  }
  const { cpu = undefined, memory = undefined, pods = undefined, ...others } = place.value;
  const amount = (resource: string, quantity: unknown): number => {
    const parsed = parseQuantity(quantity);
    if (parsed === undefined) {
      const message = quantity === undefined ? 'is missing' : `${show(quantity)} is not a quantity`;
      errors.push(given.error([...path, resource], message, AGAIN));
    }
    return parsed ?? 0;
  };
  for (const [resource, quantity] of Object.entries({ cpu, memory })) amount(resource, quantity);
  const more = Object.entries(others).filter(([resource]) => RESOURCE.test(resource));
  return {
    cpu: String(cpu),
    memory: String(memory),
    pods: amount('pods', pods),
    ...Object.fromEntries(more.flatMap(([resource, quantity]) => (amount(resource, quantity) > 0 ? [[resource, quantity as string]] : []))),
  };
}

function identitiesOf(content: Place): readonly string[] {
  const { machineID, systemUUID, bootID } = Object.fromEntries(content.texts('status', 'nodeInfo'));
  const addresses = content.items('status', 'addresses').map((address) => address.text('address'));
  const id = content.text('spec', 'providerID');
  return [
    content.text('metadata', 'name'),
    content.text('metadata', 'uid'),
    ...addresses,
    id,
    // Azure numbers the machines of a set from 0.
    id
      ?.split('/')
      .at(-1)
      ?.replace(/^.{0,5}$/, ''),
    machineID,
    systemUUID,
    bootID,
  ].flatMap((it) => it || []);
}
