import type { FileSetting } from './file-setting';

const directive = /\b(proxy_pass|grpc_pass|fastcgi_pass|uwsgi_pass|scgi_pass|memcached_pass|set\s+\$\w+)\s+([^;{}\s]+)\s*;/g;
const upstream = /\bupstream\s+([\w.-]+)\s*\{([^}]*)\}/g;
const server = /\bserver\s+([^;{}\s]+)[^;{}]*;/g;

/** Whether a text is a configuration of nginx that passes requests on. */
export function isNginx(text: string): boolean {
  return /\b(proxy_pass|grpc_pass|fastcgi_pass|uwsgi_pass|scgi_pass|memcached_pass)\s+\S+\s*;|\bupstream\s+[\w.-]+\s*\{/.test(text);
}

/**
 * What nginx passes requests to: each server of an upstream, and each `proxy_pass` and its like that names no upstream, by a variable too.
 *
 * Source: nginx.org, ngx_http_proxy_module, proxy_pass: a host is searched among the upstreams first.
 */
export function nginxSettings(text: string): readonly FileSetting[] {
  const written = text.replace(/^\s*#.*$|\s#.*$/gm, '');
  const upstreams = [...written.matchAll(upstream)].map(([, name = '', servers = '']) => ({ name, servers }));
  const names = new Set(upstreams.map(({ name }) => name));
  const passed = [...written.matchAll(directive)].map(([, name = '', target = '']) => ({ name, target }));
  return [
    ...upstreams.flatMap(({ name, servers }) =>
      [...servers.matchAll(server)].map(([, address = '']) => ({ name: `upstream ${name}`, text: address })),
    ),
    ...passed.flatMap(({ name, target }) => (names.has(hostIn(target)) ? [] : [{ name, text: target }])),
  ];
}

function hostIn(target: string): string {
  return target.replace(/^[a-z]+:\/\//i, '').replace(/[:/].*$/, '');
}
