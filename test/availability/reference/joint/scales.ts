import type { Random } from '../../../cluster/agreement/random/random';
import { ABSENT, isReady, type Pod, type Service, type State, type System } from './system';

/** The services with an autoscaler. */
export function scaledServices({ services }: System): number[] {
  return services.flatMap(({ most }, index) => (most === undefined ? [] : [index]));
}

/** The state in which an autoscaler wants another number of pods: pods more are to be created, pods fewer are gone at once. */
export function scaledTo(system: System, state: State, { service, count }: { service: number; count: number }, random: Random): State {
  const own = state.pods.filter((pod) => pod.service === service && !pod.terminating);
  const more = Array.from({ length: Math.max(0, count - own.length) }, (): Pod => ({ service, revision: 0, node: ABSENT }));
  const gone = removed(system, state, own, Math.max(0, own.length - count), random);
  const kept = state.pods.filter((pod) => !gone.includes(pod));
  const last = kept.findLastIndex((pod) => pod.service <= service) + 1;
  const scales = new Map([...(state.scales ?? []), [service, count]]);
  return { ...state, scales, pods: [...kept.slice(0, last), ...more, ...kept.slice(last)] };
}

/** A StatefulSet's last ordinals; of a Deployment's pods those that don't run, then those with the most siblings on their node, equals at random. */
function removed({ services }: System, state: State, own: readonly Pod[], count: number, random: Random): Pod[] {
  if ((services[own[0]?.service ?? 0] as Service).kind === 'StatefulSet') return own.slice(own.length - count);
  const rank = (pod: Pod) => (isReady(pod, state) ? own.filter(({ node }) => node === pod.node).length : own.length + 1);
  const ranked = own.map((pod) => ({ pod, rank: rank(pod), by: random.fraction() }));
  return ranked
    .sort((a, b) => b.rank - a.rank || a.by - b.by)
    .slice(0, count)
    .map(({ pod }) => pod);
}
