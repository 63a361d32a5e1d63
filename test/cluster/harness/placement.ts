import type { Node, Pod, PodTemplateSpec } from './kubernetes-client';
import { HOSTNAME_LABEL, ZONE_LABEL } from './nodes';
import type { State } from './state';
import { podsOf, promisedInFailure, readyPods, type Workload } from './workloads';

/** The values of the label that the cluster's nodes carry, or those of its nodes that are asked for. */
export function domainsOf(state: State, label: string, isMeant: (node: Node) => boolean = () => true): string[] {
  const nodes = state.all('nodes').filter(isMeant);
  return [...new Set(nodes.flatMap((node) => node.metadata?.labels?.[label] ?? []))].sort();
}

/** Whether the pod's node affinity selects the node: a spread counts no other, unless it says so. Knows the one operator that our manifests have. */
function mayRunOn({ spec }: PodTemplateSpec, { metadata }: Node): boolean {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (terms ?? [{}]).some(({ matchExpressions = [] }) =>
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== 'In') throw new Error(`the operator ${operator} of a node affinity is unknown here`);
      return values.includes(metadata?.labels?.[key] ?? '');
    }),
  );
}

/** How many of the pods stand in each domain, empty ones included. */
function countPer(state: State, label: string, pods: readonly Pod[]): Map<string, number> {
  const counts = new Map(domainsOf(state, label).map((domain) => [domain, 0]));
  for (const pod of pods) {
    const domain = nodeOf(state, pod)?.metadata?.labels?.[label];
    if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return counts;
}

/** Domains whose loss would leave the workload with less than it needs, each as a sentence. One domain alone can't be survived by anyone. */
export function singlePointsOfFailure(state: State, workload: Workload): string[] {
  const ready = readyPods(state, workload);
  const promised = promisedInFailure(workload);
  return [HOSTNAME_LABEL, ZONE_LABEL].flatMap((label) => {
    const counts = [...countPer(state, label, ready)];
    if (counts.length < 2) return [];
    return counts
      .filter(([, count]) => ready.length - count < promised)
      .map(
        ([domain, count]) => `${workload.name}: ${count} of ${ready.length} pods are in ${domain}, and ${promised} are needed without it`,
      );
  });
}

/** Required spread and anti-affinity that the pods don't keep, each as a sentence. */
function brokenConstraints(state: State, workload: Workload): string[] {
  const template = (workload.manifest['spec'] as { template: PodTemplateSpec }).template;
  const pods = podsOf(state, workload).filter((pod) => !pod.metadata?.deletionTimestamp && pod.spec?.nodeName);
  return [...brokenSpread(state, workload.name, template, pods), ...brokenAntiAffinity(state, workload.name, template, pods)];
}

function brokenSpread(state: State, name: string, template: PodTemplateSpec, pods: readonly Pod[]): string[] {
  const required = (template.spec?.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  return required.flatMap(({ topologyKey, maxSkew }) => {
    const open = new Set(domainsOf(state, topologyKey, (node) => mayRunOn(template, node)));
    const counts = [...countPer(state, topologyKey, pods)].flatMap(([domain, count]) => (open.has(domain) ? [count] : []));
    return Math.max(...counts) - Math.min(...counts) > maxSkew
      ? [`${name}: ${counts.join('/')} over ${topologyKey}, more than ${maxSkew} apart`]
      : [];
  });
}

function brokenAntiAffinity(state: State, name: string, template: PodTemplateSpec, pods: readonly Pod[]): string[] {
  const required = template.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return required.flatMap(({ topologyKey }) => {
    const counts = [...countPer(state, topologyKey, pods).values()];
    return counts.some((count) => count > 1) ? [`${name}: ${counts.join('/')} over ${topologyKey} in spite of its anti-affinity`] : [];
  });
}

export function nodeOf(state: State, pod: Pod): Node | undefined {
  return state.get('nodes', pod.spec?.nodeName ?? '');
}

/** How many pods stand where, as the tables show it, such as `1/1/1 over zones, 1/1/1/0/0/0 over nodes`. */
export function describePlacement(state: State, workload: Workload): string {
  const pods = readyPods(state, workload);
  const counts = (label: string): string => [...countPer(state, label, pods).values()].sort((a, b) => b - a).join('/');
  const zones = domainsOf(state, ZONE_LABEL).length > 0 ? `${counts(ZONE_LABEL)} over zones, ` : '';
  return `${zones}${counts(HOSTNAME_LABEL)} over nodes`;
}

/** Everything that is wrong with where the workload's pods stand now. */
export function placementFaults(state: State, workload: Workload): string[] {
  return [...brokenConstraints(state, workload), ...singlePointsOfFailure(state, workload)];
}
