import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Path } from '../../manifests/pointer';
import { kinds } from '../fields/kinds';
import { unreadFields } from '../fields/unread';

/** What the fields of objects say beyond the model; an object that many workloads share is read once. */
export class UnmodelledFields {
  private readonly known = new Map<KubernetesObject, readonly string[]>();
  private readonly kubernetes: string;

  constructor(kubernetes: string) {
    this.kubernetes = kubernetes;
  }

  /** A sentence for each field of the objects that may change where or whether pods run and that the model doesn't read. */
  of(objects: readonly KubernetesObject[]): readonly string[] {
    return objects.flatMap((object) => this.ofObject(object));
  }

  private ofObject(object: KubernetesObject): readonly string[] {
    const before = this.known.get(object);
    if (before) return before;
    const fields = Object.hasOwn(kinds, object.type) ? kinds[object.type] : undefined;
    const unread = fields ? unreadFields(fields, object.root, this.kubernetes) : [];
    const found = unread.map(({ path }) => `field ${inDots(path)} of ${idOf(object)} is not modelled`);
    this.known.set(object, found);
    return found;
  }
}

/** A path as kubectl writes it: `spec.template.spec.containers[0].image`. */
function inDots(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
