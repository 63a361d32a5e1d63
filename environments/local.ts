import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Environment } from '../lib/environment';
import { Platform } from '../src';

const one = { accept: 'single-replica', because: 'minikube has one node: a second replica would fall with it' } as const;

// A stand-in that answers on each port that its variables name; put your own images in its place.
const standIn = { image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', args: ['porter'] };

/** A developer's minikube: one of each, small enough for 4 GB. It promises nothing. */
export const local = {
  name: 'local',
  platform: Platform.minikube({ kubernetes: '1.36' }),
  elasticsearch: {
    version: '9.5.6',
    storage: Size.gibibytes(2),
    resources: { cpu: Cpu.millis(250), memory: Size.gibibytes(1) },
    security: { accept: 'no-security', because: "one developer's machine, which holds nobody's data" },
    ...one,
  },
  backend: { ...standIn, env: { SERVE_PORT_8080: 'api', SERVE_PORT_8100: 'docs' }, ...one },
  frontend: { ...standIn, env: { SERVE_PORT_3000: 'frontend' }, ...one },
} satisfies Environment;
