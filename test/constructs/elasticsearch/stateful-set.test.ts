import { readFileSync } from 'node:fs';
import { Size } from 'cdk8s';
import { scriptsChecksum } from '../../../src/constructs/elasticsearch/scripts';
import { clusterOf, environmentOf, noZones, podOf, singleOf, specOf } from './cluster';

const privileged = { accept: 'privileged-init-container', because: 'it is a test' } as const;

test('pods start together, are updated one by one, and leave their volumes behind', () => {
  expect(specOf(clusterOf(), 'StatefulSet', 'elasticsearch')).toMatchObject({
    replicas: 3,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    minReadySeconds: 5,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  });
});

test('every container keeps to the Pod Security Standard restricted and writes to volumes alone', () => {
  const pod = podOf(clusterOf());
  expect(pod.securityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  });
  for (const container of [...pod.initContainers, ...pod.containers]) {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
});

test('a pod is spread over zones and hosts, or over hosts where there are no zones', () => {
  const keys = (manifests: Parameters<typeof podOf>[0]) =>
    podOf(manifests).topologySpreadConstraints?.map(
      ({ topologyKey, maxSkew, whenUnsatisfiable }: { topologyKey: string; maxSkew: number; whenUnsatisfiable: string }) =>
        `${topologyKey} ${maxSkew} ${whenUnsatisfiable}`,
    );
  const host = 'kubernetes.io/hostname 1 DoNotSchedule';
  expect(keys(clusterOf())).toEqual(['topology.kubernetes.io/zone 1 DoNotSchedule', host]);
  expect(keys(clusterOf({ platform: noZones }))).toEqual([host]);
  expect(keys(singleOf())).toBeUndefined();
});

test('it is asked whether it is started and ready, and never killed for being slow', () => {
  const [container] = podOf(clusterOf()).containers;
  expect(container.startupProbe).toEqual({ tcpSocket: { port: 'transport' }, periodSeconds: 10, failureThreshold: 60 });
  expect(container.readinessProbe).toEqual({
    exec: { command: ['sh', '/run/nines/ready.sh'] },
    periodSeconds: 5,
    timeoutSeconds: 20,
    failureThreshold: 3,
  });
  expect(container).not.toHaveProperty('livenessProbe');
});

test('the image’s entry point runs start.sh, and clients have time to hear that a node goes while stop.sh runs', () => {
  const pod = podOf(clusterOf());
  const command = ['sh', '-c', 'sleep 10 & sh /run/nines/stop.sh; wait'];
  expect(pod.containers[0]).toMatchObject({ args: ['sh', '/run/nines/start.sh'], lifecycle: { preStop: { exec: { command } } } });
  expect(pod.containers[0]).not.toHaveProperty('command');
});

test.each([
  [10, 1800, 256],
  [100, 10240, 600],
  [1000, 102400, 600],
])('waits follow a volume of %d GiB: shards for %d s, copies before a stop for %d s', (gibibytes, recovery, stop) => {
  const manifests = clusterOf({ storage: Size.gibibytes(gibibytes) });
  expect(environmentOf(manifests)).toMatchObject({ RECOVERY_LIMIT: String(recovery), STOP_LIMIT: String(stop), RESTART_DELAY: '5m' });
  expect(podOf(manifests).terminationGracePeriodSeconds).toBe(stop + 180);
});

test('a single node has nobody to wait for before it stops', () => {
  const environment = environmentOf(singleOf());
  expect(environment).not.toHaveProperty('RESTART_DELAY');
  expect(environment).not.toHaveProperty('STOP_LIMIT');
  expect(podOf(singleOf()).terminationGracePeriodSeconds).toBe(180);
});

test('memory is sure and limited, processor time is sure and not limited, and the logs have their room', () => {
  const { initContainers, containers } = podOf(clusterOf());
  const requests = { cpu: '500m', memory: '2Gi' };
  const limits = { memory: '2Gi' };
  expect(containers.map(({ resources }: { resources: unknown }) => resources)).toEqual([
    { requests: { ...requests, 'ephemeral-storage': '3Gi' }, limits },
  ]);
  expect(initContainers.map(({ resources }: { resources: unknown }) => resources)).toEqual([{ requests, limits }]);
});

test('the scripts are those of the repository, and a new one is a rollout', () => {
  const manifests = clusterOf();
  const { data } = manifests.find(({ kind }) => kind === 'ConfigMap') as unknown as { data: Record<string, string> };
  const file = (name: string) => readFileSync(`${__dirname}/../../../src/constructs/elasticsearch/${name}`, 'utf8');
  const scripts = ['api.sh', 'files.sh', 'ready.sh', 'start.sh', 'stop.sh'];
  expect(data).toEqual(Object.fromEntries(scripts.map((name) => [name, file(name)])));
  const { annotations } = specOf(manifests, 'StatefulSet', 'elasticsearch').template.metadata;
  expect(annotations).toEqual({ 'nines.dev/scripts': scriptsChecksum() });
  expect(scriptsChecksum()).toMatch(/^[0-9a-f]{16}$/);
});

test('a script that does something else is a rollout, and another comment in it is none', () => {
  const before = scriptsChecksum({ 'a.sh': '#!/bin/sh\nset -eu # at once\n  # Waits.\nsleep 1\n' });
  expect(scriptsChecksum({ 'a.sh': '#!/bin/sh\n# Says why.\nset -eu # at once\n  # Waits a while.\nsleep 1\n' })).toBe(before);
  for (const other of ['#!/bin/sh\nset -eu # at once\nsleep 2\n', '#!/bin/sh\nset -u # at once\nsleep 1\n'])
    expect(scriptsChecksum({ 'a.sh': other })).not.toBe(before);
  expect(scriptsChecksum({ 'b.sh': '#!/bin/sh\nset -eu # at once\nsleep 1\n' })).not.toBe(before);
});

test('a running pod keeps the scripts and the configuration that it started with', () => {
  const pod = podOf(clusterOf());
  expect(pod.initContainers.map(({ command }: { command: string[] }) => command)).toEqual([
    ['sh', '-c', 'cp -R /usr/share/elasticsearch/config/. /mnt/config/ && cp /mnt/scripts/*.sh /mnt/private/'],
  ]);
  const mounts = pod.containers[0].volumeMounts.map(({ name, mountPath }: { name: string; mountPath: string }) => [name, mountPath]);
  expect(Object.fromEntries(mounts)).toMatchObject({
    config: '/usr/share/elasticsearch/config',
    private: '/run/nines',
    logs: '/usr/share/elasticsearch/logs',
    tmp: '/tmp',
    data: '/usr/share/elasticsearch/data',
  });
  expect(Object.fromEntries(mounts)).not.toHaveProperty('scripts');
});

test('the kernel’s limit is raised only where that is accepted, and never lowered; the pod’s TCP gives up sooner', () => {
  const [init] = podOf(clusterOf({ mmap: privileged })).initContainers;
  expect(init).toEqual({
    name: 'kernel-parameters',
    image: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.6',
    command: [
      'sh',
      '-c',
      '[ "$(cat /proc/sys/vm/max_map_count)" -ge 1048576 ] || echo 1048576 >/proc/sys/vm/max_map_count && echo 5 >/proc/sys/net/ipv4/tcp_retries2',
    ],
    resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '2Gi' } },
    securityContext: { privileged: true, runAsUser: 0, runAsNonRoot: false, readOnlyRootFilesystem: true },
  });
  expect(podOf(clusterOf({ mmap: 'prepared-nodes' })).initContainers).toHaveLength(1);
});
