import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type Environment, Platform } from '../lib';

/** Amazon EKS over three zones: it survives the loss of one of them. */
export const production: Environment = {
  name: 'production',
  platform: Platform.aws({
    kubernetes: '1.36',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    nodes: { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
  }),
  hosts: ['shop.example'],
  tls: { certificateArn: 'discover' },
  elasticsearch: {
    version: '9.5.6',
    masters: 3,
    storage: Size.gibibytes(100),
    resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(4) },
  },
  backend: { image: 'registry.shop.example/backend:1.0.0', replicas: 3, needed: 2, health: '/healthz' },
  frontend: { image: 'registry.shop.example/frontend:1.0.0', replicas: 3, needed: 2, health: '/healthz' },
};
