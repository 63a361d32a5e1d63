import type { Construct } from 'constructs';
import type { Route } from '../parts/publication';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

// Refused by the API server in the path of an Ingress.
const UNCLEAN = /\/\/|\/\.{1,2}(\/|$)|%2f/i;
// RFC 3986, which Gateway API requires of a path.
const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2}){0,1023}$/;

/** Refuses missing routes, paths that aren't absolute or normalized, duplicates, and missing ports. */
export function requireRoutes(construct: Construct, routes: readonly Route[]): void {
  if (!Array.isArray(routes) || routes.length === 0) {
    const message = `must be a list of one route or more, got ${shown(routes)}`;
    refuse(construct, { setting: 'routes', message, fix: "write at least [{ path: '/', to: frontend.http }]" });
    return;
  }
  const seen = new Set<string>();
  for (const [index, route] of routes.entries()) {
    const { path, to } = (route ?? {}) as Partial<Route>;
    requirePath(construct, `routes[${index}].path`, path, seen);
    if (typeof to?.service === 'string') continue;
    const message = `must be a port of a construct, got ${shown(to)}`;
    refuse(construct, { setting: `routes[${index}].to`, message, fix: 'write for example backend.api' });
  }
}

function requirePath(construct: Construct, setting: string, path: string | undefined, seen: Set<string>): void {
  if (typeof path !== 'string' || !PATH.test(path)) {
    const message = `must be a path that begins with '/' and has only the characters of a URL, got ${shown(path)}`;
    refuse(construct, { setting, message, fix: 'write for example /api' });
    return;
  }
  if (UNCLEAN.test(path)) {
    refuse(construct, {
      setting,
      message: `must be a normalized path, got ${shown(path)}`,
      fix: "write it without '//', '/.', '/..' and '%2f'",
    });
  }
  // To a controller /api and /api/ are the same prefix.
  const prefix = path.replace(/\/+$/, '');
  if (seen.has(prefix))
    refuse(construct, { setting, message: `must not be a duplicate, got ${shown(path)} again`, fix: 'keep one of them' });
  seen.add(prefix);
}
