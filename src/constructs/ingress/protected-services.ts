import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Protection } from '../parts/protection';
import type { Route } from '../parts/publication';
import { isAnyRefused, refuse } from '../parts/refuse';

/** A Service and what protects it. */
export interface ProtectedService {
  readonly service: string;
  readonly protection: Protection;
}

/** The protected Services of routes, each once: all routes to a Service have the same protection. */
export function protectedServices(routes: readonly Route[]): ProtectedService[] {
  const protections = new Map(routes.map(({ to, protection }) => [to.service, protection]));
  return [...protections].flatMap(([service, protection]) => (protection ? [{ service, protection }] : []));
}

/**
 * Annotates Services of the scope's chart: some settings of a controller can't stand anywhere else.
 *
 * @returns the names of those that the chart has
 */
export function annotateServices(
  scope: Construct,
  services: ReadonlySet<string>,
  annotations: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const construct of Chart.of(scope).node.findAll()) {
    // `instanceof` takes any ApiObject for a KubeService.
    if (!ApiObject.isApiObject(construct) || construct.kind !== 'Service' || !services.has(construct.name)) continue;
    for (const [key, value] of Object.entries(annotations)) construct.metadata.addAnnotation(key, value);
    found.add(construct.name);
  }
  return found;
}

/** Annotates a protected Service, and refuses one that the chart lacks: nothing would protect it. */
export function protectByAnnotations(scope: Construct, service: string, annotations: Readonly<Record<string, string>>): void {
  if (Object.keys(annotations).length === 0 || annotateServices(scope, new Set([service]), annotations).has(service)) return;
  // A Service whose values were refused isn't there, which follows from them.
  if (isAnyRefused(scope)) return;
  const message = `requires the Service '${service}' in the same chart, whose annotations protect it`;
  refuse(scope, { setting: 'routes', message, fix: 'create the Service before its route, or omit the protection' });
}
