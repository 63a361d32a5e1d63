import type { Pool, Topology } from '../../../../src/cluster/topology';
import { bytes, millicores } from '../../../../src/manifests/quantity';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { randomAffinity } from './affinity';
import type { Random } from './random';
import { type Kind, randomSpread } from './spread';
import { DEDICATED } from './topology';

export const NAMESPACE = 'shop';

/** How the workload's claims are made, where it has any. */
export type Claims = 'none' | 'waiting' | 'immediate' | 'shared';

/** A Deployment or StatefulSet `web` of one to twelve pods. */
export function randomWorkload(random: Random, topology: Topology): { readonly manifest: Manifest; readonly claims: Claims } {
  const kind: Kind = random.chance(0.62) ? 'Deployment' : 'StatefulSet';
  const replicas = random.chance(0.08) ? 1 : random.integer(2, random.pick([4, 6, 12]));
  const claims = randomClaims(random, kind, topology);
  const spec = {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    ...(kind === 'Deployment' ? { strategy: strategy(random) } : statefulSet(random, claims)),
    template: { metadata: { labels: { app: 'web' } }, spec: podSpec(random, kind, topology, { claims, replicas }) },
  };
  return { manifest: { apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: NAMESPACE }, spec }, claims };
}

/** A few pods for other pods' rules to refer to; they ask for next to nothing. */
export function companion(random: Random): Manifest {
  const template = { metadata: { labels: { app: 'other' } }, spec: { containers: [{ name: 'main', image: 'registry.example/main:1' }] } };
  const spec = { replicas: random.integer(1, 3), selector: { matchLabels: { app: 'other' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'other', namespace: NAMESPACE }, spec };
}

function strategy(random: Random): object {
  if (random.chance(0.1)) return { type: 'Recreate' };
  if (random.chance(0.25)) return { type: 'RollingUpdate' };
  const [maxSurge, maxUnavailable] = random.pick<[number | string, number | string]>([
    [1, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 0],
    [0, 2],
    ['50%', 0],
    ['25%', '25%'],
    ['100%', '10%'],
  ]);
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

function statefulSet(random: Random, claims: Claims): object {
  const template = (storageClassName: string) => ({
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } },
  });
  return {
    serviceName: 'web',
    podManagementPolicy: random.pick(['OrderedReady', 'Parallel']),
    ...(claims === 'none'
      ? {}
      : {
          volumeClaimTemplates: [template(claims)],
          // The next specification starts from nothing.
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
        }),
  };
}

function randomClaims(random: Random, kind: Kind, topology: Topology): Claims {
  // Drivers know zones by the nodes' labels.
  if (topology.zones.some(({ label }) => label === false)) return 'none';
  if (kind === 'Deployment') return random.chance(0.05) ? 'shared' : 'none';
  return random.pick(['none', 'none', 'waiting', 'waiting', 'immediate']);
}

function podSpec(random: Random, kind: Kind, topology: Topology, { claims, replicas }: { claims: Claims; replicas: number }): object {
  const spread = randomSpread(random, kind);
  const affinity = randomAffinity(random, kind, topology);
  const toleration = {
    key: DEDICATED.key,
    ...random.pick<object>([{ operator: 'Exists' }, { operator: 'Equal', value: DEDICATED.value }, { operator: 'Equal', value: 'else' }]),
  };
  const hasDisks = topology.zones.some(({ pools }) => pools.some(({ labels }) => labels?.['disk']));
  const volumes = claims === 'shared' ? { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'web' } }] } : {};
  return {
    ...(spread.length > 0 ? { topologySpreadConstraints: spread } : {}),
    ...(affinity ? { affinity } : {}),
    ...(random.chance(hasDisks ? 0.12 : 0.01) ? { nodeSelector: { disk: 'ssd' } } : {}),
    ...(random.chance(0.35) ? { tolerations: [toleration] } : {}),
    // A pod with none is gone as soon as it is to go, even from a node that hangs.
    ...(random.chance(0.15) ? { terminationGracePeriodSeconds: 0 } : {}),
    containers: [container(random, topology, replicas)],
    ...volumes,
  };
}

/** Most ask for next to nothing; the others for so much that all of them together about fill the nodes. */
function container(random: Random, topology: Topology, replicas: number): object {
  const pools = topology.zones.flatMap((zone) => zone.pools);
  const nodes = pools.reduce((sum, { count }) => sum + count, 0);
  const share = Math.ceil(replicas / nodes) + random.pick([0, 0, 1]);
  const { cpu, memory } = random.pick(pools as [Pool, ...Pool[]]).allocatable;
  const small = { cpu: '50m', memory: '64Mi' };
  const requests = random.pick([
    small,
    small,
    small,
    { cpu: `${Math.floor((millicores(cpu) ?? 0) / share)}m`, memory: '64Mi' },
    { cpu: '50m', memory: `${Math.floor((bytes(memory) ?? 0) / share)}` },
  ]);
  const ports = random.chance(0.04) ? { ports: [{ containerPort: 8080, hostPort: 8080 }] } : {};
  return { name: 'main', image: 'registry.example/main:1', resources: { requests }, ...ports };
}
