import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** A class of cdk8s-plus for one kind, such as `k8s.KubeService`. */
interface Kind<Props, Made extends ApiObject> {
  new (scope: Construct, id: string, props: Props): Made;
}

/**
 * An object of one of cdk8s-plus' classes that keeps whatever a JSON patch adds to it.
 *
 * The classes of cdk8s-plus-27 convert an object after its patches and drop each field that Kubernetes 1.27 didn't have. Here the props are
 * converted first, so that a patch may add a field of any version: docs/decisions/0071-exposed-objects.md.
 */
export function kubeObject<Props, Made extends ApiObject>(
  kind: Kind<Props, Made> & { manifest(props: Props): Props },
  scope: Construct,
  id: string,
  props: Props,
): Made {
  return fromManifest(kind, scope, id, kind.manifest(props));
}

/** The same from a finished manifest, which may contain a `Lazy`. */
export function fromManifest<Props, Made extends ApiObject>(kind: Kind<Props, Made>, scope: Construct, id: string, manifest: Props): Made {
  const object = new kind(scope, id, manifest);
  object.toJson = ApiObject.prototype.toJson;
  return object;
}

/**
 * A substitute for an object that a refused construct doesn't create. Code that goes on to patch the object then causes no second error beside the
 * refusal. It is in a tree of its own and is never written.
 */
export function standIn<Props, Made extends ApiObject>(kind: Kind<Props, Made>): Made {
  // Without a scope it is the root of its tree, and no App writes it.
  const nowhere = new Chart(undefined as unknown as Construct, 'refused');
  return new kind(nowhere, 'object', { apiVersion: 'v1', kind: 'Refused' } as Props);
}
