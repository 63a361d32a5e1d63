import type { Construct } from 'constructs';
import { refuse } from '../refuse';
import type { Route } from './publication';

// RFC 1123, as the API server asks of a rule's host; a wildcard may stand in its first label.
const DNS_NAME = /^(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Refuses a host that is no DNS name, or is there twice. */
export function requireHosts(construct: Construct, hosts: readonly string[]): void {
  for (const [index, host] of hosts.entries()) {
    if (!DNS_NAME.test(host) || host.length > 253) {
      refuse(construct, `host '${host}' is no DNS name; write lower-case letters, digits, '-' and '.', such as shop.example`);
    }
    if (hosts.indexOf(host) < index) refuse(construct, `host '${host}' is there twice; keep one of them`);
  }
}

/** Refuses no routes, paths that aren't absolute, the same path twice, and a port that isn't there. */
export function requireRoutes(construct: Construct, routes: readonly Route[]): void {
  if (routes.length === 0) refuse(construct, "it has no routes; give it at least { path: '/', to: frontend.http }");
  const seen = new Set<string>();
  for (const { path, to } of routes) {
    if (!path.startsWith('/')) refuse(construct, `route '${path}' must begin with '/'`);
    // A controller takes /api and /api/ for the same prefix.
    const prefix = path.replace(/\/+$/, '');
    if (seen.has(prefix)) refuse(construct, `route '${path}' is there twice; keep one of them`);
    seen.add(prefix);
    if (!to) refuse(construct, `route '${path}' leads to a port that isn't there; take one that a construct has, such as backend.api`);
  }
}
