import { type EntryClass, GatewayClass, IngressClass } from '../../../../src';

/** An entry point, and the series of what it answered to requests for `backend`. */
export interface Entry {
  readonly name: string;
  readonly ingress: EntryClass;

  /** The series of requests that succeeded; with `okCountsAll` of all requests. */
  readonly ok: string;
  readonly okCountsAll?: boolean;

  /** The series that each count the requests that failed. */
  readonly failed: readonly string[];

  /** The series of redirects to HTTPS, of which there are always as many as requests. */
  readonly redirected?: string;

  /** Whether its series count up. */
  readonly counts: boolean;
}

const alb = (metric: string, more: string) =>
  `aws_applicationelb_${metric}_count_sum{dimension_LoadBalancer="app/k8s-shop-public-0a1b2c3d4e/50dc6c495c0c9188"${more}}`;
const group = ',dimension_TargetGroup="targetgroup/k8s-shop-backend-9f8e7d6c5b/73e2d6bc24d8a067"';

export const entries: readonly Entry[] = [
  {
    name: 'Traefik',
    ingress: IngressClass.traefik(),
    ok: 'traefik_router_requests_total{code="200",router="shop-public@kubernetes",service="shop-backend-api@kubernetes"}',
    redirected: 'traefik_router_requests_total{code="301",router="shop-public@kubernetes",service="shop-backend-api@kubernetes"}',
    failed: ['traefik_router_requests_total{code="502",router="shop-public@kubernetes",service="shop-backend-api@kubernetes"}'],
    counts: true,
  },
  {
    name: 'Traefik without honorLabels',
    ingress: IngressClass.traefik(),
    ok: 'traefik_router_requests_total{code="200",service="traefik",exported_service="shop-backend-api@kubernetes"}',
    failed: ['traefik_router_requests_total{code="502",service="traefik",exported_service="shop-backend-api@kubernetes"}'],
    counts: true,
  },
  {
    name: 'HAProxy',
    ingress: IngressClass.haproxy(),
    ok: 'haproxy_backend_http_responses_total{proxy="shop_svc_backend_api",code="2xx"}',
    failed: ['haproxy_backend_http_responses_total{proxy="shop_svc_backend_api",code="5xx"}'],
    counts: true,
  },
  {
    name: 'ingress-nginx',
    ingress: IngressClass.nginx(),
    ok: 'nginx_ingress_controller_requests{exported_namespace="shop",exported_service="backend",ingress="public",status="200"}',
    redirected: 'nginx_ingress_controller_requests{exported_namespace="shop",exported_service="backend",ingress="public",status="308"}',
    failed: ['nginx_ingress_controller_requests{exported_namespace="shop",exported_service="backend",ingress="public",status="503"}'],
    counts: true,
  },
  {
    name: "AWS' load balancer without a registered target",
    ingress: IngressClass.alb(),
    ok: alb('request', group),
    failed: [alb('httpcode_elb_5_xx', ''), alb('httpcode_elb_503', '')],
    counts: false,
  },
  {
    name: "AWS' load balancer with targets that don't answer: 502",
    ingress: IngressClass.alb(),
    ok: alb('request', group),
    okCountsAll: true,
    failed: [alb('httpcode_elb_5_xx', '')],
    counts: false,
  },
  {
    name: "AWS' load balancer with pods that answer 5xx",
    ingress: IngressClass.alb(),
    ok: alb('request', group),
    okCountsAll: true,
    failed: [alb('httpcode_target_5_xx', group)],
    counts: false,
  },
  {
    name: 'Envoy Gateway with pods that answer 5xx',
    ingress: GatewayClass.envoy(),
    ok: 'envoy_cluster_upstream_rq_xx{envoy_cluster_name="httproute/shop/public/rule/0",envoy_response_code_class="2"}',
    failed: ['envoy_cluster_upstream_rq_xx{envoy_cluster_name="httproute/shop/public/rule/0",envoy_response_code_class="5"}'],
    counts: true,
  },
];
