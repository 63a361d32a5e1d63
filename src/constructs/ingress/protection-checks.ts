import type { Construct } from 'constructs';
import { secondsOf } from '../parts/amount';
import type { EntryClass } from '../parts/entry-class';
import type { Protection, ProtectionPart, ProtectionShortcomings } from '../parts/protection';
import type { Route } from '../parts/publication';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** What is wrong with a value, and what to write instead; undefined for a valid one. */
type Check = (value: unknown) => { readonly message: string; readonly fix: string } | undefined;

const seconds: Check = (value) => {
  const found = secondsOf(value as never);
  if (found !== undefined && found >= 1 && Number.isInteger(found)) return undefined;
  return { message: `must be a Duration of whole seconds, 1 or more, got ${found ?? shown(value)}`, fix: 'write Duration.seconds(5)' };
};
const count: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 1
    ? undefined
    : { message: `must be a whole number of 1 or more, got ${shown(value)}`, fix: 'write a number such as 5' };
const percentage: Check = (value) => {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(typeof value === 'string' ? value : '')?.[1];
  if (percent !== undefined && Number(percent) > 0 && Number(percent) < 100) return undefined;
  return { message: `must be a percentage between 0% and 100%, got ${shown(value)}`, fix: "write a text such as '50%'" };
};
const STATUSES: readonly unknown[] = [500, 502, 503, 504];
const statuses: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((status) => STATUSES.includes(status)) && new Set(value).size === value.length
    ? undefined
    : { message: `must be a list of different statuses out of ${STATUSES.join(', ')}, got ${shown(value)}`, fix: 'write [502, 503, 504]' };

const CHECKS: Readonly<Record<keyof Protection, Check | Readonly<Record<string, Check>>>> = {
  outlier: { failures: count, pause: seconds },
  retry: statuses,
  circuitBreaker: { failing: percentage, pause: seconds },
  concurrency: count,
  timeout: seconds,
};

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
  const first = new Map<string, number>();
  for (const [index, route] of routes.entries()) {
    const { protection, to } = (route ?? {}) as Partial<Route>;
    const setting = `routes[${index}].protection`;
    if (protection !== undefined) requireParts(construct, setting, protection, CHECKS, entryClass);
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

function requireParts(
  construct: Construct,
  setting: string,
  value: unknown,
  checks: Readonly<Record<string, Check | Readonly<Record<string, Check>>>>,
  entryClass: ProtectingClass,
  path = '',
): void {
  const names = Object.keys(checks);
  const isKnown = isPlain(value) && Object.keys(value).every((part) => names.includes(part));
  if (!isKnown) {
    const message = `must be an object with ${names.join(', ')}, got ${shown(value)}`;
    refuse(construct, { setting, message, fix: `write an object with some of these, or omit ${setting}` });
    return;
  }
  for (const [part, given] of Object.entries(value).filter(([, given]) => given !== undefined)) {
    const at = `${setting}.${part}`;
    const instead = entryClass.cannotProtect[`${path}${part}` as ProtectionPart];
    const check = checks[part] as Check | Readonly<Record<string, Check>>;
    if (instead !== undefined) {
      refuse(construct, {
        setting: at,
        message: `isn't supported by the class ${shown(entryClass.name)}, got ${writtenValue(given)}`,
        fix: instead,
      });
    } else if (typeof check !== 'function') {
      requireParts(construct, at, given, check, entryClass, `${part}.`);
    } else {
      const wrong = check(given);
      if (wrong) refuse(construct, { setting: at, ...wrong });
    }
  }
}

/** A protection as text that is the same for equal protections. */
function written(protection: Protection | undefined): string {
  return protection === undefined ? 'none' : writtenValue(protection);
}

function writtenValue(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    const found = secondsOf(part);
    if (found !== undefined) return `${found} s`;
    return isPlain(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part;
  });
}
