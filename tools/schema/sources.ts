/** The supported releases of Kubernetes, newest first. A new one is a line here and a line in `src/schema/data.ts`. */
export const releases = ['v1.36.3', 'v1.35.4'] as const;

/** A project with custom resources, and the folder in its Go module that defines them. */
export interface Project {
  /** The name of its data file. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  readonly folder: string;

  /**
   * The kinds that application manifests use.
   *
   * @default all kinds
   */
  readonly kinds?: readonly string[];
}

/** A new one is an entry here and a line in `src/schema/data.ts`. */
export const projects: readonly Project[] = [
  {
    name: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    folder: 'deploy/crds',
    kinds: ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'],
  },
  {
    name: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.7.0',
    folder: 'config/crd/standard',
  },
  {
    name: 'argo-cd',
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.6.1',
    folder: 'manifests/crds',
  },
  {
    name: 'flux-kustomize',
    module: 'github.com/fluxcd/kustomize-controller',
    version: 'v1.7.3',
    folder: 'config/crd/bases',
  },
  {
    name: 'flux-source',
    module: 'github.com/fluxcd/source-controller',
    version: 'v1.8.5',
    folder: 'config/crd/bases',
    kinds: ['GitRepository'],
  },
  {
    name: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
    kinds: ['PodMonitor', 'Probe', 'PrometheusRule', 'ServiceMonitor'],
  },
  {
    name: 'traefik',
    module: 'github.com/traefik/traefik-helm-chart',
    version: 'v41.6.0+incompatible',
    folder: 'traefik/crds',
    kinds: ['IngressRoute', 'Middleware', 'ServersTransport', 'TLSOption', 'TraefikService'],
  },
  {
    name: 'envoy-gateway',
    module: 'github.com/envoyproxy/gateway',
    version: 'v1.9.1',
    folder: 'charts/gateway-helm/charts/crds/crds/generated',
    kinds: ['BackendTrafficPolicy'],
  },
];
