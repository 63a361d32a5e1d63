import type { RetriedStatus } from '../parts/protection';

/**
 * The value of NGINX' proxy_next_upstream: its default, and statuses. It never repeats a POST, PATCH, or LOCK that was sent.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream
 */
export function nextUpstream(statuses: readonly RetriedStatus[]): string {
  return ['error', 'timeout', ...statuses.map((status) => `http_${status}`)].join(' ');
}
