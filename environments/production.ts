import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Environment } from '../lib/environment';
import { IngressClass, Platform } from '../src';

/**
 * Amazon EKS in three zones. It survives the loss of a zone. What is behind the load balancer promises less than 99.95%: after the 99.99% each that the provider commits
 * itself to for its region and its load balancer, that would leave the frontend less than its releases are expected to cost, and the backend, which needs Elasticsearch,
 * nothing at the upper end.
 */
export const production = {
  name: 'production',
  platform: Platform.aws({
    kubernetes: '1.36',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    nodes: { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
    // The public subnets, one in each zone: pods accept connections only from there.
    ingress: IngressClass.alb({ subnets: ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20'] }),
  }),
  sync: 'manual',
  cluster: { name: 'shop-production', context: 'shop-production' },
  hosts: ['shop.example'],
  tls: { certificateArn: 'discover' },
  // A pod that fails more than the others gets fewer requests. It takes three healthy pods.
  protection: { outlier: {} },
  elasticsearch: {
    version: '9.5.6',
    masters: 3,
    clusterName: 'shop-production',
    availability: '99.95%',
    storage: Size.gibibytes(100),
    snapshots: {
      repository: { type: 's3', bucket: 'shop-production-snapshots', region: 'eu-west-1' },
      // A small index of yours: a snapshot that nobody has restored is a hope.
      restoreDrill: { indices: ['shop-products'] },
    },
    serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shop-production-snapshots' },
    resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(4) },
  },
  backend: {
    image: 'registry.shop.example/backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be',
    // One more than a fixed number would take: scaling down from six may leave two of four in one zone.
    replicas: 4,
    needed: 2,
    maxReplicas: 6,
    health: '/healthz',
    availability: '99.9%',
  },
  frontend: {
    image: 'registry.shop.example/frontend:1.0.0@sha256:1cf387c012cd2d02f1923e589f86df4a4802427057dbc90f47b87f04d29d54bc',
    // One more than a fixed number would take: scaling down from six may leave two of four in one zone.
    replicas: 4,
    needed: 2,
    maxReplicas: 6,
    health: '/healthz',
    availability: '99.9%',
  },
} satisfies Environment;
