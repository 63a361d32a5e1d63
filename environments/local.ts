import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Environment } from '../lib/environment';
import { Platform } from '../src';

const one = { accept: 'single-replica', because: 'minikube has one node, and a second replica would fail with it' } as const;

// A placeholder that responds on each port named by its variables. Replace it with your own images.
const standIn = { image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', args: ['porter'] };

/** A developer's minikube: one replica of each service, small enough for 4 GB, without promises. */
export const local = {
  name: 'local',
  platform: Platform.minikube({ kubernetes: '1.36' }),
  cluster: { context: 'minikube' },
  elasticsearch: {
    version: '9.5.6',
    storage: Size.gibibytes(2),
    resources: { cpu: Cpu.millis(250), memory: Size.gibibytes(2) },
    snapshots: { accept: 'no-backup', because: 'a developer can index the data again' },
    security: { accept: 'no-security', because: 'it runs on the machine of one developer, without data of users' },
    ...one,
  },
  backend: { ...standIn, env: { SERVE_PORT_8080: 'api', SERVE_PORT_8100: 'docs' }, ...one },
  frontend: { ...standIn, env: { SERVE_PORT_3000: 'frontend' }, ...one },
} satisfies Environment;
