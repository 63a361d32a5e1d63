import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const workload = (spec: object = { containers: [{ name: 'main', image: 'a:1' }] }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec } },
});
const object = (kind: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'one', namespace: 'shop' } });
const changes = (before: readonly object[], after: readonly object[]) => changeBetween(indexed(before), indexed(after)).objects;

const STAYS = 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it.';

test.each([
  ['ConfigMap', 'prune', STAYS, { containers: [{ name: 'main', image: 'a:1', envFrom: [{ configMapRef: { name: 'one' } }] }] }],
  [
    'Secret',
    'data at risk',
    `${STAYS} What is in it may be nowhere else.`,
    { containers: [], volumes: [{ name: 'key', secret: { secretName: 'one' } }] },
  ],
  ['ServiceAccount', 'prune', STAYS, { containers: [], serviceAccountName: 'one' }],
])('a %s that pods still name is missed', (kind, consequence, what, spec) => {
  const reader = workload(spec);
  expect(changes([reader, object(kind)], [reader])).toMatchObject([
    {
      kind,
      consequence,
      because: `${what} Pods of Deployment/shop/web still name it: once it is pruned they don't start`,
      fix: 'keep it, or remove the references first',
    },
  ]);
  const free = workload();
  expect(changes([free, object(kind)], [free])[0]?.because).not.toContain('still name it');
});

test('pods start without what they call optional', () => {
  const envFrom = [{ configMapRef: { name: 'one', optional: true } }];
  const reader = workload({ containers: [{ name: 'main', image: 'a:1', envFrom }] });
  expect(changes([reader, object('ConfigMap')], [reader])[0]?.because).not.toContain('still name it');
});
