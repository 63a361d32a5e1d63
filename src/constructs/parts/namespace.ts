import { type ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from './refuse';

/** The namespace of a construct's chart: where its objects go. @throws where the chart has none */
export function namespaceOf(construct: Construct): string {
  const { namespace } = Chart.of(construct);
  if (namespace === undefined) {
    refuse(construct, { message: 'its chart has no namespace', fix: 'give the chart one: new Chart(app, id, { namespace })' });
  }
  return namespace ?? '';
}

/**
 * Marks an object as the whole cluster's. cdk8s stamps a chart's namespace on every object, and a cluster-scoped one with a namespace is one
 * that `kubectl diff` and Argo CD never find in sync.
 */
export function clusterScoped<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
