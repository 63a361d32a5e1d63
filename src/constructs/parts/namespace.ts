import { type ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from './refuse';

/** The key of a construct's context that holds the namespace of its objects. */
const CONTEXT = 'nines:namespace';

/** Puts what a construct creates into a namespace beside its chart's. Call it before the construct has children. */
export function putInNamespace(construct: Construct, namespace: string): void {
  construct.node.setContext(CONTEXT, namespace);
}

/** The namespace that a construct's objects belong to: that of its chart, unless it was put into another. @throws if the chart has none */
export function namespaceOf(construct: Construct): string {
  const namespace: string | undefined = construct.node.tryGetContext(CONTEXT) ?? Chart.of(construct).namespace;
  if (namespace === undefined) {
    refuse(construct, {
      message: 'must be in a chart with a namespace, got a chart without one',
      fix: 'write new Chart(app, id, { namespace })',
    });
  }
  return namespace ?? '';
}

/**
 * Removes the namespace of a cluster-scoped object. cdk8s writes the chart's namespace into every object, and Argo CD and `kubectl diff` would
 * report a cluster-scoped object with a namespace as out of sync forever.
 */
export function clusterScoped<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
