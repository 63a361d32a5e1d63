import { createHash } from 'node:crypto';
import { inventoryLabel } from '../manifests/annotations';
import { inWords } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { kubectlFor } from '../manifests/kubectl';
import type { KubernetesObject } from '../manifests/object';
import { typeOf } from '../manifests/scope';
import { isObject, type JsonObject, textAt } from '../manifests/value';
import { type Api, agreed, type Reference } from './api';

/** An object that was applied, and the identity of that very object. */
export interface Entry extends Reference {
  /** Undefined if the command ended before it knew. */
  readonly uid?: string;
}

/** What an environment has applied to its cluster. */
export interface Inventory {
  readonly applied: readonly Entry[];

  /** What is gone from the manifests and is never deleted. */
  readonly kept: readonly Entry[];

  /** The digest of the manifests while they are being applied. */
  readonly unfinished?: string;
}

const EMPTY: Inventory = { applied: [], kept: [] };

/**
 * The inventory of an environment: a ConfigMap in the application's namespace with a line for each object.
 *
 * Labels can't tell what may be pruned, since anyone may set the same ones.
 */
export class InventoryFile {
  readonly reference: Reference;
  private readonly api: Api;
  private readonly environment: string;

  constructor(api: Api, environment: string, objects: readonly KubernetesObject[]) {
    this.api = api;
    this.environment = environment;
    this.reference = { apiVersion: 'v1', kind: 'ConfigMap', namespace: homeOf(objects), name: `nines-inventory-${environment}` };
  }

  async read(): Promise<Inventory> {
    const found = await this.api.read(this.reference);
    return found === undefined ? EMPTY : inventoryIn(found);
  }

  /**
   * Refuses to take over what another environment has applied: its kubeconfig context is a typo, or the environment was renamed.
   *
   * @throws InputError
   */
  async requireOwn(objects: readonly KubernetesObject[]): Promise<void> {
    const { namespace, name: own } = this.reference;
    const names = new Set(objects.map(keyOfReference));
    for (const map of await inventoriesIn(this.api, namespace)) {
      const name = textAt(map, 'metadata', 'name') ?? '';
      const shared = inventoryIn(map).applied.find((entry) => names.has(keyOfReference(entry)));
      if (name === own || shared === undefined) continue;
      const other = textAt(map, 'metadata', 'labels', inventoryLabel);
      const renamed = `if '${other}' was renamed, ${kubectlFor(this.api.context)} --namespace ${namespace} delete configmap ${name}`;
      throw new InputError(`${inWords(shared)} was deployed as a part of '${other}'`, `check cluster.context; ${renamed}`);
    }
  }

  async write({ applied, kept, unfinished }: Inventory): Promise<void> {
    const { apiVersion, kind, namespace, name } = this.reference;
    const data = { applied: linesOf(applied), kept: linesOf(kept), ...(unfinished !== undefined && { unfinished }) };
    const metadata = { name, namespace, labels: { [inventoryLabel]: this.environment } };
    agreed(await this.api.apply(this.reference, { apiVersion, kind, metadata, data }));
  }
}

/** What was applied before by whoever applied one of these objects, in the namespaces of them. */
export async function inventoriesOf(api: Api, objects: readonly KubernetesObject[]): Promise<Inventory> {
  const names = new Set(objects.map(keyOfReference));
  const namespaces = new Set(objects.map(({ namespace }) => namespace).filter(Boolean));
  const found: Inventory[] = [];
  for (const namespace of namespaces) {
    found.push(...(await inventoriesIn(api, namespace)).map(inventoryIn));
  }
  const own = found.filter(({ applied }) => applied.some((entry) => names.has(keyOfReference(entry))));
  return { applied: united(...own.map(({ applied }) => applied)), kept: own.flatMap(({ kept }) => kept) };
}

async function inventoriesIn(api: Api, namespace: string): Promise<readonly JsonObject[]> {
  const maps = await api.list(`/api/v1/namespaces/${namespace}/configmaps?labelSelector=${encodeURIComponent(inventoryLabel)}`);
  return maps.filter(isObject);
}

/** The namespace of the application: that of its first Namespace object, or of its first namespaced object. */
function homeOf(objects: readonly KubernetesObject[]): string {
  const own = objects.find(({ type }) => type === 'Namespace')?.name;
  return own ?? objects.find(({ namespace }) => namespace !== '')?.namespace ?? 'default';
}

/** An inventory as it is stored. Lines of another version that can't be read are left out: what they name stays. */
export function inventoryIn(configMap: JsonObject): Inventory {
  const unfinished = textAt(configMap, 'data', 'unfinished');
  const entries = (key: string) => (textAt(configMap, 'data', key) ?? '').split('\n').flatMap(entryIn);
  return { applied: entries('applied'), kept: entries('kept'), ...(unfinished !== undefined && { unfinished }) };
}

function linesOf(entries: readonly Entry[]): string {
  return entries
    .map(({ apiVersion, kind, namespace, name, uid = '-' }) => `${apiVersion} ${kind} ${namespace || '-'} ${name} ${uid}`)
    .sort()
    .join('\n');
}

function entryIn(line: string): readonly Entry[] {
  const [, apiVersion, kind, namespace, name, uid] = /^(\S+) (\S+) (\S+) (\S+) (\S+)$/.exec(line) ?? [];
  if (apiVersion === undefined || kind === undefined || name === undefined) return [];
  return [{ apiVersion, kind, namespace: namespace === '-' ? '' : (namespace as string), name, ...(uid !== '-' && { uid }) }];
}

/** The same object whatever the version of its API. */
export function keyOfReference({ apiVersion, kind, namespace, name }: Reference): string {
  return [typeOf(apiVersion, kind), namespace, name].join(' ');
}

/** Entries by object, of which the later ones win unless they lack a uid. */
export function united(...lists: readonly (readonly Entry[])[]): readonly Entry[] {
  const all = new Map<string, Entry>();
  for (const entry of lists.flat()) {
    const uid = entry.uid ?? all.get(keyOfReference(entry))?.uid;
    all.set(keyOfReference(entry), { ...entry, ...(uid !== undefined && { uid }) });
  }
  return [...all.values()];
}

/** Entries that are not among others. */
export function missingFrom(others: readonly Reference[], entries: readonly Entry[]): readonly Entry[] {
  const known = new Set(others.map(keyOfReference));
  return entries.filter((entry) => !known.has(keyOfReference(entry)));
}

/** A digest of manifests: equal for those that a command broke off and those that the next one applies. */
export function digestOf(objects: readonly KubernetesObject[]): string {
  return createHash('sha256')
    .update(JSON.stringify(objects.map(({ root }) => root.value)))
    .digest('hex');
}
