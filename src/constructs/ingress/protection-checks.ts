import type { Construct } from 'constructs';
import type { EntryClass } from '../parts/entry-class';
import type { Protection, ProtectionShortcomings } from '../parts/protection';
import { protectionRefusals, writtenValue } from '../parts/protection-parts';
import type { Route } from '../parts/publication';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

const UNKNOWN = 'omit it, or declare with cannotProtect what the class lacks and write the rest in its annotations or companions';

/** Of a class that doesn't say what it lacks: it may know nothing of protections. */
export const UNKNOWN_PROTECTION: ProtectionShortcomings = {
  outlier: UNKNOWN,
  retry: UNKNOWN,
  circuitBreaker: UNKNOWN,
  concurrency: UNKNOWN,
  timeout: UNKNOWN,
};

type ProtectingClass = Pick<EntryClass, 'name' | 'cannotProtect'>;

/** Refuses invalid protections, those that the entry class lacks, and two different ones of one Service. */
export function requireProtections(construct: Construct, routes: readonly Route[], entryClass: ProtectingClass): void {
  const by = { is: `the class ${shown(entryClass.name)}`, cannot: entryClass.cannotProtect };
  const first = new Map<string, number>();
  for (const [index, route] of routes.entries()) {
    const { protection, to } = (route ?? {}) as Partial<Route>;
    const setting = `routes[${index}].protection`;
    if (protection !== undefined) for (const refusal of protectionRefusals(setting, protection, by)) refuse(construct, refusal);
    if (typeof to?.service !== 'string') continue;
    const other = first.get(to.service);
    first.set(to.service, other ?? index);
    if (other === undefined || written(routes[other]?.protection) === written(protection)) continue;
    const message = `must be that of routes[${other}], which leads to the same Service '${to.service}', got ${written(protection)}`;
    refuse(construct, { setting, message, fix: 'write the same protection on all routes to a Service' });
  }
}

/** Refuses routes with different protections, for a controller that protects all routes of an Ingress alike. */
export function requireOneProtection(construct: Construct, routes: readonly Route[], controller: string): void {
  const first = written(routes[0]?.protection);
  const other = routes.findIndex(({ protection }) => written(protection) !== first);
  if (other < 0) return;
  const message = `must be that of routes[0], since ${controller} protects all routes of a host alike, got ${written(routes[other]?.protection)}`;
  const fix = 'write the same protection on all routes, or use the class of Traefik or HAProxy';
  refuse(construct, { setting: `routes[${other}].protection`, message, fix });
}

/** A protection as text that is the same for equal protections. */
function written(protection: Protection | undefined): string {
  return protection === undefined ? 'none' : writtenValue(protection);
}
