import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  type EntryClass,
  GatewayClass,
  IngressClass,
  type Manifest,
  Platform,
  type Protection,
  PublicIngress,
  type ServicePort,
} from '../../src';
import { manifestsOf } from '../objects';
import { flat } from '../platforms';
import { apply } from './harness/deploy';
import { onEmptyCluster } from './harness/fixture';
import type { Subject } from './harness/subject';

const to: ServicePort = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };
const { topology } = Platform.minikube({ kubernetes: '1.36' });
const NAMESPACE: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

const PROTECTION: Required<Protection> = {
  outlier: {},
  retry: [502, 503, 504],
  circuitBreaker: {},
  concurrency: 50,
  timeout: Duration.seconds(7),
};

/** Every part of a protection that an entry class has. */
function protectionBy({ cannotProtect }: EntryClass): Protection {
  return Object.fromEntries(Object.entries(PROTECTION).filter(([part]) => cannotProtect[part as keyof Protection] === undefined));
}

/** All that an entry class can do, on one host with a certificate. */
function manifests(ingress: EntryClass): Manifest[] {
  const { cannot, certificates } = ingress;
  const protection = protectionBy(ingress);
  const objects = manifestsOf((chart) => {
    // Some controllers read a protection from the Service.
    new k8s.KubeService(chart, 'backend', {
      metadata: { name: 'backend' },
      spec: { selector: { app: 'backend' }, ports: [{ port: 8080 }] },
    });
    new PublicIngress(chart, 'ingress', {
      platform: flat(ingress),
      routes: [
        { path: '/api', to, protection },
        { path: '/', to, protection },
      ],
      hosts: ['shop.example', 'www.shop.example'],
      tls: certificates === 'secret' ? { clusterIssuer: 'letsencrypt' } : { certificateArn: 'discover' },
      timeout: cannot.timeout ? undefined : Duration.seconds(30),
      bodySize: cannot.bodySize ? undefined : Size.mebibytes(10),
    });
  });
  return [NAMESPACE, ...objects];
}

const entryPointsOf: Record<string, EntryClass> = {
  nginx: IngressClass.nginx(),
  traefik: IngressClass.traefik(),
  haproxy: IngressClass.haproxy(),
  f5: IngressClass.f5Nginx(),
  alb: IngressClass.alb(),
  envoy: GatewayClass.envoy(),
  cilium: GatewayClass.cilium(),
};
const all = Object.values(entryPointsOf).flatMap(manifests);
const subject: Subject = { name: 'entry-classes', topology, manifests: all, classes: [], secrets: [] };
const check = onEmptyCluster(subject);

for (const [name, entryPoint] of Object.entries(entryPointsOf)) {
  check(`the server takes the routes by ${name}, strictly and without a warning`, async ({ cluster }) => {
    const { warnings } = await apply(cluster, manifests(entryPoint));
    expect(warnings).toEqual([]);
  });
}
