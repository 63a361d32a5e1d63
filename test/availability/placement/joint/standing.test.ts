import { nodes, service, told, verdicts } from './cluster';

// Kubernetes 1.30 has no image volumes, so the pods of `other` are bound and never start.
const old = { ...nodes(3, '4'), kubernetes: '1.30' };
const apart = (name: string) => ({
  topologySpreadConstraints: [],
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
      ],
    },
  },
});
const web = service('web', { kind: 'StatefulSet', replicas: 3, requests: { cpu: '2' }, pod: apart('web') });
const other = (volumes: readonly unknown[]) =>
  service('other', { replicas: 1, requests: { cpu: '2' }, pod: { topologySpreadConstraints: [], volumes } }).slice(0, 1);

test('pods that are bound and never start leave a rollout standing beside others', () => {
  const image = [{ name: 'data', image: { reference: 'registry.example/data:1' } }];
  expect(verdicts([...web, ...other([])], old)['web']).toBe('proved');
  expect(told([...web, ...other(image)], old)['web']).toContain('other may leave less than its 2000m of cpu');
});
