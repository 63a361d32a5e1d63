import { execFileSync } from 'node:child_process';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform } from '../../src';
import { installedClass, reachOf } from '../../src/cluster/storage-classes';
import { topologies } from '../../src/platform/topologies';
import { packed } from '../packed';

const kubernetes = '1.36';

test.each<[string, Platform]>([
  ['minikube', Platform.minikube({ kubernetes })],
  [
    'digitalocean-3',
    Platform.digitalOcean({ kubernetes, region: 'data-centre', nodes: { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(4) } }),
  ],
  [
    'aws-3x2',
    Platform.aws({
      kubernetes,
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      nodes: { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
    }),
  ],
])('the topology %s is that of the preset', (name, platform) => {
  expect(topologies.get(name)).toEqual(platform.topology);
});

test('every preset is there', () => {
  expect([...topologies.keys()]).toEqual(['minikube', 'digitalocean-3', 'aws-3x2', 'three-zones']);
});

test('a preset uses the class that its provider installs', () => {
  const nodes = { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(4) };
  for (const { storage } of [Platform.minikube({ kubernetes }), Platform.digitalOcean({ kubernetes, region: 'fra1', nodes })]) {
    const { name = '', ...ready } = storage.ready ?? {};
    expect(installedClass(name)).toEqual({ provisioner: storage.provisioner, ...ready });
  }
  expect(reachOf('k8s.io/minikube-hostpath')).toBe('node');
  expect(['topolvm.io', 'ebs.csi.aws.com', 'driver.longhorn.io', 'disks.example'].map((it) => reachOf(it))).toEqual([
    'node',
    'zone',
    'everywhere',
    undefined,
  ]);
  expect(installedClass('toString')).toBeUndefined();
});

test("Rook's name of Ceph's drivers is known, and a class whose parameters move its volumes is not", () => {
  expect(reachOf('rook-ceph.rbd.csi.ceph.com')).toBe('everywhere');
  const reach = (provisioner: string, name: string, value: string) => reachOf(provisioner, new Map([[name, value]]));
  expect([
    reach('disk.csi.azure.com', 'skuName', 'Premium_LRS'),
    reach('disk.csi.azure.com', 'skuName', 'Premium_ZRS'),
    reach('pd.csi.storage.gke.io', 'replication-type', 'regional-pd'),
    reach('driver.longhorn.io', 'dataLocality', 'strict-local'),
    reach('rbd.csi.ceph.com', 'topologyConstrainedPools', '[]'),
  ]).toEqual(['zone', undefined, undefined, undefined, undefined]);
});

test('the command loads no cdk8s for its topologies', () => {
  const script = `require('./build/src/cli/main'); require('./build/src/platform/topologies');
    console.log(Object.keys(require.cache).filter((file) => /node_modules.(cdk8s|constructs)/.test(file)).length);`;
  const loaded = execFileSync('node', ['--eval', script], { cwd: packed().nines, encoding: 'utf8' });
  expect(loaded.trim()).toBe('0');
});
