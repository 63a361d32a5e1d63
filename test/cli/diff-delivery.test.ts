import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { nines } from './run';

const manifest = (kind: string, name: string, more: object) =>
  stringify({ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...more });

describe('what deploys an environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nines-diff-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const set = (cluster: string) =>
    stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'shop', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        generators: [{ list: { elements: [{ name: 'production', cluster }] } }],
        syncPolicy: { preserveResourcesOnDeletion: true },
        template: {
          metadata: { name: 'shop-{{ .name }}' },
          spec: { project: 'shop', source: { path: 'dist/{{ .name }}' }, destination: { name: '{{ .cluster }}' } },
        },
      },
    });
  const project = (name: string) =>
    stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'shop', namespace: 'argocd' },
      spec: { destinations: [{ name, namespace: 'shop' }] },
    });

  /** A folder like dist/, deployed to a cluster. @param more what production accepts */
  function dist(name: string, cluster: string, more: object = {}): string {
    const files = {
      'production/00-namespace.yaml': stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', ...more } }),
      'production/10-claim.yaml': manifest('PersistentVolumeClaim', 'data', { spec: { resources: { requests: { storage: '1Gi' } } } }),
      'argocd/app-project.yaml': project(cluster),
      'argocd/application-set.yaml': set(cluster),
      'local/10-a.yaml': manifest('ConfigMap', 'settings', { data: { value: 'one' } }),
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, file, '..'), { recursive: true });
      writeFileSync(join(folder, name, file), text);
    }
    return join(folder, name);
  }

  test('belongs to it: another cluster puts its data at risk, unless the environment gives a reason', async () => {
    const old = dist('old', 'eu');
    const moved = await nines(['diff', old, dist('moved', 'us')], {});
    expect(moved).toEqual({
      code: 3,
      error: '',
      out: `local: no difference

production: 1 object differs: 1 data at risk

Application 'argocd/shop-production': data at risk
  data at risk: it moves to another cluster: PersistentVolumeClaim/shop/data starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it; keep the cluster, or move the data first
    ~ spec.destination.name: eu -> us

Not accepted; synth refuses it:
  Application 'argocd/shop-production': data-at-risk

argocd: 1 object differs: 1 in place

AppProject 'argocd/shop': in place
  in place: what the project no longer allows is neither applied nor pruned: a sync that contains it fails
    - spec.destinations: {"name":"eu","namespace":"shop"}
  in place: its Applications may deploy more
    + spec.destinations: {"name":"us","namespace":"shop"}
`,
    });
    const annotations = { 'nines.dev/accept.data-at-risk': 'Application/argocd/shop-production because the data was copied to us' };
    const accepted = await nines(['diff', old, dist('accepted', 'us', { annotations })], {});
    expect(accepted.code).toBe(1);
    expect(accepted.out).toContain("Application 'argocd/shop-production': data-at-risk, because the data was copied to us\n");
  });

  test('is shown with nothing if nothing differs', async () => {
    const same = await nines(['diff', dist('one', 'eu'), dist('other', 'eu')], {});
    expect(same).toEqual({ code: 0, out: 'local: no difference\n\nproduction: no difference\n', error: '' });
  });
});
