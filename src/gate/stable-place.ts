import type { Location } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { append } from '../manifests/multimap';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { pathOf } from '../manifests/pointer';
import { isObject } from '../manifests/value';

/** The fields that tell the items of Kubernetes' lists apart, the usual ones first. */
const keys = ['name', 'key', 'mountPath', 'topologyKey', 'containerPort', 'port', 'path', 'host', 'ip', 'kind', 'type'] as const;

/** Places in objects that survive a change of the order of lists: `/spec/template/spec/containers[name=main]/image`. */
export class StablePlaces {
  private readonly byId = new Map<string, KubernetesObject[]>();

  constructor(index: ObjectIndex) {
    for (const object of index.objects) append(this.byId, idOf(object), object);
  }

  of({ object, pointer = '', file }: Location): string {
    if (!object || pointer === '') return pointer;
    const all = this.byId.get(idOf(object)) ?? [];
    const found = all.find(({ document }) => document.file === file) ?? all[0];
    return found ? stable(found.root.value, pointer) : pointer;
  }
}

function stable(root: unknown, pointer: string): string {
  let value = root;
  let place = '';
  for (const step of pathOf(pointer)) {
    if (Array.isArray(value) && typeof step === 'number') place += `[${keyOf(value, step)}]`;
    else place += `/${step}`;
    value = Array.isArray(value) || isObject(value) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return place;
}

/** What tells an item of a list apart: a field, or the item itself. Empty if nothing does: such items are counted. */
function keyOf(list: readonly unknown[], index: number): string {
  const item = list[index];
  if (!isObject(item)) return typeof item === 'string' || typeof item === 'number' ? String(item) : '';
  const key = keys.find((name) => isPlain(item[name]) && list.filter((it) => isObject(it) && it[name] === item[name]).length === 1);
  return key ? `${key}=${item[key]}` : '';
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
