import type { Topology } from '../cluster/topology';

/**
 * Ford et al., Availability in Globally Distributed Storage Systems, OSDI 2010, measured a node's mean time to failure as 4.3 months (3130 h),
 * and found that most outages of a node last less than 15 minutes.
 */
const node = { mtbf: '3130h', mttr: '15m', source: 'Ford et al., OSDI 2010' };

/** No provider publishes how often a zone fails: once a year for an hour is an assumption, and every report says so. */
const zone = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year, for an hour' };

const pods = { crash: { mtbf: '720h', mttr: '90s', source: 'assumption: once a month' } };

/** The cluster on a developer's machine: nothing is promised on it, and the machine's own failures are the ceiling. */
const minikube: Topology = {
  kubernetes: '1.36',
  pods,
  zones: [
    {
      name: 'minikube',
      label: false,
      rate: 'never',
      pools: [{ name: 'minikube', count: 1, allocatable: { cpu: '2', memory: '3800Mi', pods: 110 }, rate: node }],
    },
  ],
};

/** Three nodes of 4 GB in one data centre without zones; a node keeps back about 100m and 1.5 GiB. */
const digitalOcean: Topology = {
  kubernetes: '1.36',
  pods,
  zones: [
    {
      name: 'data-centre',
      label: false,
      rate: zone,
      pools: [{ name: 'workers', count: 3, allocatable: { cpu: '1900m', memory: '2.5Gi', pods: 110 }, rate: node }],
    },
  ],
};

/** Three zones of two nodes of 2 cpu and 8 GiB; 29 pods is what the addresses of such an instance allow. */
const aws: Topology = {
  kubernetes: '1.36',
  pods,
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].map((name) => ({
    name,
    rate: zone,
    pools: [{ name: 'workers', count: 2, allocatable: { cpu: '1930m', memory: '7Gi', pods: 29 }, rate: node }],
  })),
};

/** The topologies that the command line knows by name. */
export const topologies: ReadonlyMap<string, Topology> = new Map([
  ['minikube', minikube],
  ['digitalocean-3', digitalOcean],
  ['aws-3x2', aws],
]);
