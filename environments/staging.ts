import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Environment } from '../lib/environment';
import { Platform } from '../src';

/**
 * DigitalOcean, one data centre. It survives the loss of a node. The provider commits itself to 99.9% for its load balancer, so what is reached through it
 * promises less. With 99.95% Elasticsearch would have no room for one failed release if its data centre fails as often as assumed at most.
 */
export const staging = {
  name: 'staging',
  platform: Platform.digitalOcean({
    kubernetes: '1.36',
    region: 'fra1',
    nodes: { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(4) },
  }),
  sync: 'automatic',
  cluster: { name: 'shop-staging', context: 'shop-staging' },
  hosts: ['staging.shop.example'],
  tls: { clusterIssuer: 'letsencrypt' },
  elasticsearch: {
    version: '9.5.6',
    masters: 3,
    clusterName: 'shop-staging',
    availability: '99.9%',
    storage: Size.gibibytes(10),
    snapshots: { repository: { type: 's3', bucket: 'shop-staging-snapshots', endpoint: 'fra1.digitaloceanspaces.com', region: 'fra1' } },
    // DigitalOcean has no identities for pods.
    secureSettings: { secret: 'snapshot-keys', settings: ['s3.client.default.access_key', 's3.client.default.secret_key'] },
    // As measured: docs/elasticsearch-size.md.
    resources: { cpu: Cpu.millis(500), memory: Size.mebibytes(1536) },
    heap: Size.mebibytes(512),
    memory: {
      accept: 'small-memory',
      because:
        'a node of 4 GB has 2.5 GiB for pods: with 2 GiB for Elasticsearch, two would not have room for a backend, a frontend, and the pods of the provider',
    },
  },
  backend: {
    image: 'registry.shop.example/backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be',
    replicas: 2,
    health: '/healthz',
    availability: '99.7%',
  },
  frontend: {
    image: 'registry.shop.example/frontend:1.0.0@sha256:1cf387c012cd2d02f1923e589f86df4a4802427057dbc90f47b87f04d29d54bc',
    replicas: 2,
    health: '/healthz',
    availability: '99.7%',
  },
} satisfies Environment;
