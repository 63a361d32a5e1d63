import { main } from '../../src/cli/main';
import { workload } from '../availability/requesting';
import { yaml } from './answer';
import { withFiles } from './run';

/** What the command shows while it works on so many Deployments and ConfigMaps. */
function shown(deployments: number, configMaps: number, ...options: string[]): Promise<readonly string[]> {
  const text = yaml(
    ...Array.from({ length: deployments }, (_, index) => workload({ name: `web-${index}`, replicas: 1 })),
    ...Array.from({ length: configMaps }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `c-${index}`, namespace: 'shop' },
    })),
  );
  return withFiles({ 'a.yaml': text }, async (folder) => {
    const told: string[] = [];
    const streams = { out: () => {}, error: () => {}, progress: (it: string) => void told.push(it) };
    await main(['check', `${folder}/a.yaml`, '--no-config', ...options], streams);
    return told;
  });
}

test('long work is shown while it lasts', async () => {
  expect(await shown(20, 480, '--topology', 'minikube')).toEqual(['Checking 500 objects...', 'Proving 20 services...', '']);
});

test('short work is not', async () => {
  expect(await shown(1, 1, '--topology', 'minikube')).toEqual(['']);
});

test('where nothing can be judged, the line is cleared too', async () => {
  expect(await shown(1, 500, '--topology', 'minikube', '--namespace', 'none')).toEqual(['Checking 501 objects...', '']);
});
