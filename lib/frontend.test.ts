import { Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { chartOf, find } from '../test/find';
import { zoned } from '../test/platforms';
import { Frontend, type FrontendProps } from './frontend';

const base: FrontendProps = { platform: zoned(), image: 'registry.example/frontend:1.0.0', replicas: 3 };

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
function requests(props: FrontendProps): any {
  const chart = chartOf();
  new Frontend(chart, 'frontend', props);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return (find(Testing.synth(chart), 'Deployment', 'frontend')['spec'] as any).template.spec.containers[0].resources.requests;
}

test('its identity: the name and the port that clients know', () => {
  expect(new Frontend(chartOf(), 'frontend', base).http).toEqual({
    service: 'frontend',
    name: 'http',
    number: 3000,
    selector: { app: 'frontend' },
    workload: 'Deployment/frontend',
  });
});

test('a pod requests little, or what is set', () => {
  expect(requests(base)).toMatchObject({ cpu: '50m', memory: '128Mi' });
  expect(requests({ ...base, resources: { cpu: Cpu.units(1), memory: Size.gibibytes(1) } })).toMatchObject({ cpu: '1', memory: '1Gi' });
});
