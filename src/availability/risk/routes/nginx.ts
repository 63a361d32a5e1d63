import { sources } from '../../../cluster/sources';
import { secondsIn } from './health-check';
import { type Entry, proxyRoute } from './proxy';
import { failingWith } from './retries';
import type { Route } from './route';

/**
 * Through ingress-nginx, which tries up to three pods where no connection comes about within 5 s.
 *
 * Source: kubernetes.github.io/ingress-nginx, ConfigMap: proxy-connect-timeout 5, proxy-next-upstream "error timeout", proxy-next-upstream-tries 3.
 */
export function ingressNginxRoute(entry: Entry): Route {
  return nginxRoute(entry, 'nginx.ingress.kubernetes.io/', { connect: 5, tries: 3, by: 'ingress-nginx', url: sources.ingressNginx.url });
}

/**
 * Through the F5 NGINX Ingress Controller, which tries every pod, each for 60 s where nothing else is written.
 *
 * Source: docs.nginx.com/nginx-ingress-controller, annotations: nginx.org/proxy-connect-timeout 60s, proxy-next-upstream "error timeout", tries 0 (no limit).
 */
export function f5Route(entry: Entry): Route {
  return nginxRoute(entry, 'nginx.org/', { connect: 60, tries: 0, by: 'F5 NGINX', url: sources.f5Nginx.url });
}

/** Source: nginx.org, ngx_http_proxy_module, proxy_next_upstream: a connection that fails is an error, whatever the method; `off` tries no other server. */
function nginxRoute(entry: Entry, prefix: string, defaults: { connect: number; tries: number; by: string; url: string }): Route {
  const { object, patience } = entry;
  const read = (name: string) => object.annotations.get(`${prefix}${name}`);
  const by = `${defaults.by} of Ingress ${object.namespace}/${object.name}`;
  const connect = secondsIn(read('proxy-connect-timeout')) ?? defaults.connect;
  const tries = Number(read('proxy-next-upstream-tries') ?? defaults.tries);
  const isOff = read('proxy-next-upstream')?.split(/\s+/).includes('off') ?? false;
  const attempts = isOff ? 1 : tries === 0 ? Number.POSITIVE_INFINITY : tries;
  const basis = read('proxy-connect-timeout') === undefined ? 'default' : 'manifests';
  const source = `${by}: proxy-connect-timeout ${connect}s, proxy-next-upstream`;
  return { ...proxyRoute(entry, by), ...failingWith({ source, url: defaults.url, basis, attempts, connect }, patience) };
}
