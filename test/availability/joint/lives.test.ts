import { withSpares } from '../reference/joint/draw';
import { breaksIn } from '../reference/joint/lives';
import type { Node, Service, System } from '../reference/joint/system';

/** Two nodes in each of three zones. */
const nodes = ['a', 'b', 'c'].flatMap((zone) =>
  [0, 1].map((index): Node => ({ name: `${zone}-${index}`, zone, pool: 'workers', tainted: false, cpu: 1930, memory: 8192, pods: 110 })),
);

function service(name: string, more: Partial<Service> = {}): Service {
  const zone = { key: 'zone', maxSkew: 1, minDomains: 1, perRevision: true, honorsTaints: false } as const;
  return {
    name,
    kind: 'Deployment',
    replicas: 3,
    needed: 2,
    cpu: 100,
    memory: 64,
    special: false,
    tolerates: false,
    priority: 0,
    preempts: true,
    recreates: false,
    surge: 1,
    unavailable: 0,
    spreads: [zone],
    claims: false,
    ordered: false,
    budget: { maxUnavailable: 1 },
    ...more,
  };
}

/** A service without a budget of its own. */
function alone(name: string): Service {
  const { budget: _, ...rest } = service(name);
  return rest;
}

/** What breaks of `web`, in words. */
function broken(services: readonly Service[], more: Partial<System> = {}): string | undefined {
  const found = breaksIn({ nodes, services, ...more }, ['web'], 60, 1).get('web');
  return found && `${found.during.replace(/ [abc](-\d)?$/, '')}: ${found.what}`;
}

const web = service('web');

test.each<[string, readonly Service[], Partial<System>?]>([
  ['alone', [web]],
  ['beside a service that leaves room', [web, service('api', { cpu: 800 })]],
  ['beside one that it may preempt', [service('web', { priority: 1 }), service('api', { cpu: 1900, replicas: 6 })]],
  ['with a host port of its own', [service('web', { hostPort: 80 }), service('api', { hostPort: 81 })]],
  ['beside a service whose drain never ends', [web, service('api', { replicas: 1, needed: 1, budget: { maxUnavailable: 0 } })]],
  ['within a quota that leaves room for each surge', [web, service('api')], { quota: { pods: 8 } }],
  ['while an autoscaler runs more pods or fewer', [service('web', { most: 5, needed: 1, cpu: 900 })]],
  [
    'where a budget of two services leaves each a pod',
    [alone('web'), alone('api')],
    { shared: { names: ['web', 'api'], budget: { maxUnavailable: 1 } } },
  ],
  ['where nodes are replaced', [web, service('api')], { nodes: withSpares({ nodes, services: [] }).nodes }],
])('nothing breaks %s', (_, services, more = {}) => {
  expect(broken(services, more)).toBeUndefined();
});

test.each<[string, readonly Service[], string, Partial<System>?]>([
  [
    'six services fill the nodes',
    ['web', 'b', 'c', 'd', 'e', 'f'].map((name) => service(name, { cpu: 1200 })),
    'fresh start: a pod waits forever',
  ],
  [
    'a DaemonSet fills the nodes',
    [web, service('agent', { kind: 'DaemonSet', replicas: 6, cpu: 1900, spreads: [] })],
    'fresh start: a pod waits forever',
  ],
  [
    'a more important service takes its place',
    [web, service('api', { cpu: 1900, replicas: 6, priority: 1 })],
    'fresh start: a pod waits forever',
  ],
  [
    'two services must not share a node',
    [web, service('api', { replicas: 4, apart: { key: 'name', from: ['web'] } })],
    'fresh start: a pod waits forever',
  ],
  [
    'two services want one port',
    [service('web', { hostPort: 80 }), service('api', { hostPort: 80 })],
    'rolling update of everything: the rollout never ends',
  ],
  [
    'a quota has no room for its surge',
    [web, service('api')],
    'rolling update of everything: the rollout never ends',
    { quota: { pods: 6 } },
  ],
  ['an autoscaler runs more pods than the nodes hold', [service('web', { most: 7, cpu: 1900 })], 'scaling web to 7: a pod waits forever'],
  [
    'a budget of two services spares every pod',
    [alone('web'), alone('api')],
    'drain of: the drain never ends',
    { shared: { names: ['web', 'api'], budget: { minAvailable: 6 } } },
  ],
  [
    'the disks of nodes hold two pods that one budget lets go one at a time',
    [service('web', { kind: 'StatefulSet', replicas: 12, claims: true, local: true, spreads: [] })],
    'upgrade of pool workers, each node stays: the drain never ends',
  ],
  [
    'a pod of a DaemonSet on a node that replaces another takes the quota of an evicted pod',
    [
      service('web', { surge: 0, unavailable: 1, replicas: 6, spreads: [] }),
      service('agent', { kind: 'DaemonSet', replicas: 6, spreads: [], unavailable: 1 }),
    ],
    'upgrade of pool workers, each node replaced: the drain never ends',
    { quota: { pods: 12 }, nodes: withSpares({ nodes, services: [] }).nodes },
  ],
])('where %s, web breaks', (_, services, what, more = {}) => {
  expect(broken(services, more)).toBe(what);
});
