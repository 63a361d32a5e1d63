import { App, Chart, Testing } from 'cdk8s';
import { ArgoCd, type Delivery, Flux, type FluxEnvironment, type Manifest, Platform, synthesisOf } from '../../src';
import { Shop } from '../fixtures/shop/application';
import { production } from '../fixtures/shop/environments';
import { apply } from './harness/deploy';
import { onEmptyCluster } from './harness/fixture';
import type { Subject } from './harness/subject';

const { topology } = Platform.minikube({ kubernetes: '1.36' });
const delivery: Delivery = { name: 'shop', repository: 'ssh://git@git.example/shop.git' };

const shop = synthesisOf(production, (app, it) => new Shop(app, it), { delivery }).files.flatMap(({ objects }) =>
  objects.map(({ manifest }) => manifest),
);
const environments: readonly FluxEnvironment[] = [
  { name: 'staging', sync: 'automatic', cluster: { name: 'staging' }, manifests: shop },
  {
    name: 'production',
    sync: 'manual',
    manifests: shop,
    stages: [
      { name: '10', path: 'dist/flux/production/10' },
      { name: '20', path: 'dist/flux/production/20' },
    ],
  },
];

const namespace = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function objects(): Manifest[] {
  const chart = new Chart(new App(), 'gitops');
  new ArgoCd(chart, 'argocd', { ...delivery, environments });
  new Flux(chart, 'flux', { ...delivery, environments });
  return Testing.synth(chart);
}

const subject: Subject = {
  name: 'delivery',
  topology,
  manifests: [namespace('argocd'), namespace('flux-system'), ...objects()],
  classes: [],
  secrets: [],
};
const check = onEmptyCluster(subject);

check('the server takes what Argo CD and Flux read, strictly and without a warning', async ({ cluster }) => {
  const { warnings } = await apply(cluster, subject.manifests);
  expect(warnings).toEqual([]);
});
