import { diagnosticOf, type Refusal } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import type { Diagnostic } from '../manifests/diagnostic';
import { isObject } from '../manifests/value';

/** The problems of an environment's cluster. */
export function clusterRefusals(cluster: unknown): Diagnostic[] {
  if (cluster === undefined) return [];
  return refusals(cluster).map((refusal) => diagnosticOf(refusal));
}

function refusals(cluster: unknown): Refusal[] {
  const setting = 'cluster';
  if (!isObject(cluster)) {
    return [
      { setting, message: `must be an object, got ${shown(cluster)}`, fix: "write an object such as { name: 'production' }, or omit it" },
    ];
  }
  const { context, name, server } = cluster as { readonly context?: unknown; readonly name?: unknown; readonly server?: unknown };
  return [
    ...nameRefusals('context', context, 'a context of the kubeconfig'),
    ...nameRefusals('name', name, 'the name of a cluster in Argo CD'),
    ...serverRefusals(server),
    ...(name !== undefined && server !== undefined
      ? [{ setting, message: `must have a name or a server, got both: ${shown(name)} and ${shown(server)}`, fix: 'remove one of them' }]
      : []),
  ];
}

/** Tools cut names at spaces, and no provider puts one into the name of a cluster. */
function nameRefusals(prop: string, value: unknown, kind: string): Refusal[] {
  if (value === undefined || (typeof value === 'string' && /^\S+$/.test(value))) return [];
  return [{ setting: `cluster.${prop}`, message: `must be ${kind}, got ${shown(value)}`, fix: 'write a name without spaces, or omit it' }];
}

function serverRefusals(server: unknown): Refusal[] {
  if (server === undefined || (typeof server === 'string' && /^https:\/\/[^\s/]+(\/\S*)?$/.test(server) && URL.canParse(server))) return [];
  const fix = 'write an address such as https://10.0.0.1:6443, or the name of the cluster in cluster.name';
  return [{ setting: 'cluster.server', message: `must be the https:// address of an API server, got ${shown(server)}`, fix }];
}
