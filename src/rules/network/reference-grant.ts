import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';

/** Whether a ReferenceGrant allows a reference from one object to another in a different namespace. */
export function isGranted(from: KubernetesObject, to: KubernetesObject, index: ObjectIndex): boolean {
  return index.ofType('ReferenceGrant.gateway.networking.k8s.io').some((grant) => {
    const lets = grant.root
      .parts('spec', 'from')
      .some((source) => `${source.text('kind')}.${source.text('group')}` === from.type && source.text('namespace') === from.namespace);
    const reaches = grant.root
      .parts('spec', 'to')
      .some((target) => target.text('kind') === to.kind && (target.text('name') ?? to.name) === to.name);
    return grant.namespace === to.namespace && lets && reaches;
  });
}
