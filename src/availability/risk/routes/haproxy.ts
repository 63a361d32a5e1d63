import { sources } from '../../../cluster/sources';
import { between, exactly, shorter } from '../estimate';
import { type HealthCheck, refusedFor, secondsIn, silentFor, takenOut } from './health-check';
import { type Entry, proxyRoute } from './proxy';
import { failingWith } from './retries';
import type { Route } from './route';

/** The controller writes what changed every `--sync-period`. */
const sync = between(0.1, 5, 5, { ...sources.haproxySync, basis: 'default' });

/**
 * Through HAProxy, which connects to each pod every 2 s and takes it out after three failures. Retries go to the same pod unless a snippet sets `option redispatch`.
 *
 * Source: github.com/haproxytech/kubernetes-ingress, documentation/annotations.md: check "true"; docs.haproxy.org, 5.2: `inter` 2000 ms and `fall` 3 if unspecified.
 */
export function haproxyRoute(entry: Entry): Route {
  const { object, service } = entry;
  const by = `HAProxy of Ingress ${object.namespace}/${object.name}`;
  const read = (name: string) => service.annotations.get(`haproxy.org/${name}`) ?? object.annotations.get(`haproxy.org/${name}`);
  const route = { ...proxyRoute(entry, by, sync), ...retriesOf(entry, by) };
  if (read('check') === 'false') return route;
  const interval = seconds(read('check-interval')) ?? 2;
  const basis = read('check-interval') === undefined ? 'default' : 'manifests';
  // A check that isn't answered ends with its interval.
  const check: HealthCheck = {
    interval,
    timeout: interval,
    threshold: 3,
    ...sources.haproxy,
    source: `${by}: check every ${interval} s`,
    basis,
    ...(basis === 'manifests' ? { stated: `haproxy.org/check-interval: '${read('check-interval')}'` } : {}),
  };
  return {
    ...route,
    lost: { notice: shorter(silentFor(check), route.lost.notice), recover: takenOut(check) },
    crashed: { notice: route.crashed.notice, recover: shorter(route.crashed.recover, refusedFor(check)) },
  };
}

/** Source: docs.haproxy.org, `retries` 3, `option redispatch`: from then on a retry may go to another server; the controller's `timeout connect` is 5s. */
function retriesOf({ object, service, patience }: Entry, by: string): Pick<Route, 'failing' | 'refused'> {
  const key = 'haproxy.org/backend-config-snippet';
  const snippet = service.annotations.get(key) ?? object.annotations.get(key) ?? '';
  const sameAgain = exactly(1, { ...sources.haproxy, source: `${by}: retries go to the same pod`, basis: 'default' });
  if (!/^\s*option\s+redispatch/m.test(snippet)) return { failing: sameAgain, refused: sameAgain };
  const connect = seconds(/^\s*timeout\s+connect\s+(\S+)/m.exec(snippet)?.[1]) ?? 5;
  const retries = Number(/^\s*retries\s+(\d+)/m.exec(snippet)?.[1] ?? 3);
  return failingWith({ source: `${by}: option redispatch`, basis: 'manifests', attempts: retries + 1, connect }, patience);
}

/** HAProxy takes a number without a unit for milliseconds. */
function seconds(text: string | undefined): number | undefined {
  return secondsIn(/^\d+$/.test(text ?? '') ? `${text}ms` : text);
}
