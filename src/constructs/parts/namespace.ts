import { type ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from './refuse';

/** The namespace of a construct's chart, which its objects belong to. @throws if the chart has none */
export function namespaceOf(construct: Construct): string {
  const { namespace } = Chart.of(construct);
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
