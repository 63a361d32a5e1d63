import type { Scene } from '../availability/scene/scene';

type Placed = Pick<Scene, 'zones' | 'nodes' | 'workloads' | 'worst'>;

/** Where pods stand after a change and didn't before, a line for each workload: `backend: 1 more on workers-2 in zone-a`. */
export function movesOf(before: Placed, after: Placed): readonly string[] {
  const [was, is] = [countsOf(before), countsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const name = [...after.workloads, ...before.workloads].find((it) => it.id === id)?.name ?? id;
    const [from, to] = [was.get(id), is.get(id)];
    if (!from) return [`${name} is new`];
    if (!to) return [`${name} is gone`];
    const changes = [...new Set([...from.keys(), ...to.keys()])].flatMap((place) => {
      const more = (to.get(place) ?? 0) - (from.get(place) ?? 0);
      return more === 0 ? [] : [`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} ${place}`];
    });
    return changes.length === 0 ? [] : [`${name}: ${changes.join(', ')}`];
  });
}

/** The pods of each workload by their place, as far as they have one. */
function countsOf({ zones, nodes, workloads, worst }: Placed): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>(workloads.map(({ id }) => [id, new Map()]));
  for (const { workload, node } of worst.pods) {
    const at = node === null ? undefined : nodes[node];
    const place = at ? `on ${at.name} in ${zones[at.zone]}` : 'waiting for a node';
    const own = counts.get(workloads[workload]?.id ?? '');
    own?.set(place, (own.get(place) ?? 0) + 1);
  }
  return counts;
}
