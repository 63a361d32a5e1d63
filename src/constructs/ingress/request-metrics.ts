import { anyOf, type RequestMetrics } from '../parts/request-counts';

const SERVER_ERRORS = '5..';

/** Answers without 301 and 308: redirects to HTTPS come from the entry point itself, and would dilute the errors of the pods. */
const ANSWERS = '[1245]..|30[02-79]';

/**
 * Counts of Traefik's routers. Those of its services count each attempt: with a dead pod behind it, a service that answers every request after a second attempt shows as many
 * errors as answers, and one without any pod shows nothing at all (docs/decisions/0175-alerts-from-the-promise.md).
 *
 * @see https://doc.traefik.io/traefik/reference/install-configuration/observability/metrics/
 */
export const traefikRequests: RequestMetrics = {
  exporter:
    'Traefik with metrics of its routers, metrics.prometheus.addRoutersLabels: true in the values of its chart, scraped by Prometheus',
  counts: ({ namespace, name, ports }) => {
    const metric = 'traefik_router_requests_total';
    const service = anyOf(ports.map((port) => `${namespace}-${name}-${port}@kubernetes`));
    return {
      type: 'counter',
      all: [{ metric, matching: { service, code: ANSWERS } }],
      failed: [{ metric, matching: { service, code: SERVER_ERRORS } }],
    };
  },
};

/** @see https://docs.haproxy.org/2.6/configuration.html and https://github.com/haproxytech/kubernetes-ingress, pkg/service, GetBackendName */
export const haproxyRequests: RequestMetrics = {
  exporter: 'HAProxy, whose controller exports metrics on its port stat, scraped by Prometheus',
  counts: ({ namespace, name, ports }) => {
    const metric = 'haproxy_backend_http_responses_total';
    const proxy = anyOf(ports.map((port) => `${namespace}_svc_${name}_${port}`));
    return { type: 'counter', all: [{ metric, matching: { proxy } }], failed: [{ metric, labels: { code: '5xx' }, matching: { proxy } }] };
  },
};

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/#request-metrics */
export const ingressNginxRequests: RequestMetrics = {
  exporter: 'ingress-nginx with metrics, controller.metrics.enabled: true in the values of its chart, scraped by Prometheus',
  counts: ({ namespace, name: service }) => {
    const metric = 'nginx_ingress_controller_requests';
    const labels = { namespace, service };
    return {
      type: 'counter',
      all: [{ metric, labels, matching: { status: ANSWERS } }],
      failed: [{ metric, labels, matching: { status: SERVER_ERRORS } }],
    };
  },
};

/**
 * Counts of the Services' target groups, and of the load balancer's own errors, which count against every Service behind it. A target group's requests include those
 * that the load balancer answers with 502 or 504, but not the 503 without a registered target.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller, pkg/ingress, buildTargetGroupName and buildLoadBalancerName
 */
export const albRequests: RequestMetrics = {
  exporter:
    "prometheus-community's yet-another-cloudwatch-exporter with nilToZero for AWS/ApplicationELB, scraped by Prometheus: docs/observability.md",
  counts: ({ namespace, name, ingresses }) => {
    const wholeRegion = { dimension_AvailabilityZone: '' };
    const group = { dimension_TargetGroup: `targetgroup/${awsName(namespace, name)}/.*` };
    const balancer = { dimension_LoadBalancer: ingresses.map((ingress) => `app/${awsName(namespace, ingress)}/.*`).join('|') };
    const own = (code: string) => ({
      metric: `aws_applicationelb_httpcode_elb_${code}_count_sum`,
      labels: { ...wholeRegion, dimension_TargetGroup: '' },
      matching: balancer,
    });
    return {
      type: 'per-minute',
      all: [{ metric: 'aws_applicationelb_request_count_sum', labels: wholeRegion, matching: group }, own('503')],
      failed: [{ metric: 'aws_applicationelb_httpcode_target_5_xx_count_sum', labels: wholeRegion, matching: group }, own('5_xx')],
    };
  },
};

/** The names that the controller gives to what it creates: `k8s-shop-backend-` and a hash. */
function awsName(namespace: string, name: string): string {
  const short = (text: string) => text.replaceAll(/[^a-zA-Z0-9]/g, '').slice(0, 8);
  return `k8s-${short(namespace)}-${short(name)}-[0-9a-f]+`;
}

/** @see https://gateway.envoyproxy.io/docs/tasks/observability/proxy-metric/ and https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats */
export const envoyRequests: RequestMetrics = {
  exporter: 'Envoy Gateway, whose proxies export metrics on their port 19001 at /stats/prometheus, scraped by Prometheus',
  counts: ({ namespace, rules }) => {
    const metric = 'envoy_cluster_upstream_rq_xx';
    const envoy_cluster_name = anyOf(rules.map(({ route, index }) => `httproute/${namespace}/${route}/rule/${index}`));
    return {
      type: 'counter',
      all: [{ metric, matching: { envoy_cluster_name } }],
      failed: [{ metric, labels: { envoy_response_code_class: '5' }, matching: { envoy_cluster_name } }],
    };
  },
};
