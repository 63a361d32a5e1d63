/** Who says a figure, by a short name, and where that can be read. */
export interface Source {
  /** Such as `Ford et al., OSDI 2010`. */
  readonly source: string;
  /** The address of the page. @default none: it is the reader's own, or an assumption */
  readonly url?: string;
}

/** The published sources of rates and defaults: their only home, names and addresses. What each says stands where it is used. */
export const sources = {
  ford: {
    source: 'Ford et al., OSDI 2010',
    url: 'https://research.google/pubs/availability-in-globally-distributed-storage-systems/',
  },
  dora: {
    source: "best group of DORA's 2024 survey",
    url: 'https://dora.dev/research/2024/dora-report/',
  },
  awsCompute: { source: 'Amazon Compute Service Level Agreement', url: 'https://aws.amazon.com/compute/sla/' },
  awsLoadBalancer: {
    source: 'Amazon Elastic Load Balancing Service Level Agreement, 2022-07-25',
    url: 'https://aws.amazon.com/elasticloadbalancing/sla/',
  },
  googleCompute: {
    source: 'Google Compute Engine Service Level Agreement, Premium Tier',
    url: 'https://cloud.google.com/compute/sla',
  },
  digitalOceanLoadBalancer: {
    source: 'DigitalOcean Regional Load Balancer Service Level Agreement',
    url: 'https://www.digitalocean.com/sla/regional-load-balancers',
  },
  controllerManager: {
    source: 'kube-controller-manager',
    url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
  },
  kubelet: {
    source: 'kubelet, relist period of the generic PLEG: 1s',
    url: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet.go',
  },
  kubeProxy: {
    source: 'kube-proxy --iptables-min-sync-period: 1s',
    url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
  },
  services: {
    source: 'a Service sends nothing again',
    url: 'https://kubernetes.io/docs/reference/networking/virtual-ips/',
  },
  tcp: { source: 'net.ipv4.tcp_retries2', url: 'https://docs.kernel.org/networking/ip-sysctl.html' },
  elasticsearch: {
    source: 'cluster.fault_detection.*, cluster.publish.timeout',
    url: 'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/discovery-cluster-formation-settings',
  },
  alb: {
    source: 'AWS Load Balancer Controller, Ingress annotations',
    url: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
  },
  albDeregistration: {
    source: 'assumption: ALB targets get requests for 5 to 25 s after they left, as users saw',
    url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064',
  },
  nlbDeregistration: {
    source: 'assumption: NLB targets get connections for two minutes after they left, as users saw',
    url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2366',
  },
  nlb: {
    source: 'AWS Load Balancer Controller, Service annotations',
    url: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/',
  },
  loadBalancerAddresses: {
    source: 'Elastic Load Balancing: a DNS answer lives for 60 s',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
  },
  digitalOcean: {
    source: 'DigitalOcean cloud controller manager, Service annotations',
    url: 'https://github.com/digitalocean/digitalocean-cloud-controller-manager/blob/master/docs/controllers/services/annotations.md',
  },
  traefik: {
    source: 'Traefik, forwardingTimeouts.dialTimeout: 30s',
    url: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/serverstransport/',
  },
  haproxySync: {
    source: 'HAProxy Kubernetes Ingress Controller, --sync-period: 5s',
    url: 'https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/controller.md',
  },
  traefikThrottle: {
    source: 'Traefik, providersThrottleDuration: 2s',
    url: 'https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress/',
  },
  ingressNginx: {
    source: 'ingress-nginx, ConfigMap: proxy-connect-timeout 5, proxy-next-upstream-tries 3',
    url: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
  },
  f5Nginx: {
    source: 'F5 NGINX Ingress Controller, ConfigMap: proxy-connect-timeout 60s',
    url: 'https://docs.nginx.com/nginx-ingress-controller/configuration/global-configuration/configmap-resource/',
  },
  haproxy: {
    source: 'HAProxy Kubernetes Ingress Controller, annotations',
    url: 'https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md',
  },
  istio: {
    source: 'Istio, VirtualService, HTTPRetry',
    url: 'https://istio.io/latest/docs/concepts/traffic-management/#retries',
  },
  envoyGateway: {
    source: 'Envoy Gateway, BackendTrafficPolicy',
    url: 'https://gateway.envoyproxy.io/docs/api/extension_types/',
  },
  protection: {
    source: 'measured with Traefik and HAProxy; assumption: which requests may be repeated',
    url: 'https://github.com/nines-dev/nines/blob/main/docs/circuit-breaking.md',
  },
  measurements: {
    source: 'measured on three nodes',
    url: 'https://github.com/nines-dev/nines/blob/main/docs/measurements.md',
  },
} as const satisfies Readonly<Record<string, Source>>;
