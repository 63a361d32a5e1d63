import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Environment } from '../lib/environment';
import { Platform } from '../src';

/**
 * DigitalOcean, one data centre. It survives the loss of a node. The provider commits itself to 99.9% for its load balancer, so what is reached through it
 * promises less.
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
    availability: '99.95%',
    storage: Size.gibibytes(10),
    resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(1) },
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
