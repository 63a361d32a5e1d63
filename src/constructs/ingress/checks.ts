import type { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from '../parts/refuse';
import { wholeMebibytes } from '../parts/rounding';
import type { EntryPoint } from './entry-point';
import type { Route } from './publication';

// RFC 1123, as the API server asks of a rule's host; a wildcard may stand in its first label.
const DNS_NAME = /^(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

// What the API server refuses in the path of an Ingress.
const UNCLEAN = /\/\/|\/\.{1,2}(\/|$)|%2f/i;

/** Refuses a host that is no DNS name, or is there twice. */
export function requireHosts(construct: Construct, hosts: readonly string[]): void {
  for (const [index, host] of hosts.entries()) {
    if (!DNS_NAME.test(host) || host.length > 253) {
      refuse(construct, `host '${host}' is no DNS name; write lower-case letters, digits, '-' and '.', such as shop.example`);
    }
    if (hosts.indexOf(host) < index) refuse(construct, `host '${host}' is there twice; keep one of them`);
  }
}

/** Refuses no routes, paths that aren't absolute or clean, the same path twice, and a port that isn't there. */
export function requireRoutes(construct: Construct, routes: readonly Route[]): void {
  if (routes.length === 0) refuse(construct, "it has no routes; give it at least { path: '/', to: frontend.http }");
  const seen = new Set<string>();
  for (const { path, to } of routes) {
    if (!path.startsWith('/')) refuse(construct, `route '${path}' must begin with '/'`);
    if (UNCLEAN.test(path)) refuse(construct, `route '${path}' is no clean path; write it without '//', '/.', '/..' and '%2f'`);
    // A controller takes /api and /api/ for the same prefix.
    const prefix = path.replace(/\/+$/, '');
    if (seen.has(prefix)) refuse(construct, `route '${path}' is there twice; keep one of them`);
    seen.add(prefix);
    if (!to) refuse(construct, `route '${path}' leads to a port that isn't there; take one that a construct has, such as backend.api`);
  }
}

/** Refuses a time to answer of less than a second, and one that the way in can't wait for. */
export function requireTimeout(construct: Construct, timeout: Duration, { name, longestTimeout }: EntryPoint): void {
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds < 1 || !Number.isInteger(seconds)) {
    refuse(construct, `timeout must be a whole number of seconds, 1 or more, got ${seconds}; leave it out for the controller's own`);
  }
  const longest = longestTimeout?.toSeconds();
  if (longest !== undefined && seconds > longest) {
    refuse(
      construct,
      `the class '${name}' waits ${longest} seconds for an answer at most, got ${seconds}; answer earlier, and go on in the background`,
    );
  }
}

/** Refuses a limit of nothing, which the NGINXes take for no limit. */
export function requireBodySize(construct: Construct, bodySize: Size): void {
  if (wholeMebibytes(bodySize) < 1) refuse(construct, "bodySize must be 1 MiB or more; leave it out for the controller's own");
}
