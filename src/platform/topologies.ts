import type { Topology } from '../cluster/topology';
import { kubernetesVersions } from '../schema';
import { awsTopology } from './aws';
import { digitalOceanTopology } from './digital-ocean';
import { minikubeTopology } from './minikube';
import { threeZonesTopology } from './three-zones';

const [kubernetes] = kubernetesVersions as readonly [string];

/** The built-in topologies, by name. */
export const topologies: ReadonlyMap<string, Topology> = new Map([
  ['minikube', minikubeTopology({ kubernetes })],
  [
    'digitalocean-3',
    digitalOceanTopology({ kubernetes, region: 'data-centre', nodes: { count: 3, millicores: 2000, mebibytes: 4 * 1024 } }),
  ],
  [
    'aws-3x2',
    awsTopology({
      kubernetes,
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      nodes: { count: 2, millicores: 2000, mebibytes: 8 * 1024, pods: 29 },
    }),
  ],
  ['three-zones', threeZonesTopology({ kubernetes })],
]);
