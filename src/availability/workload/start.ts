import type { Cluster } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { sidecarsOf } from '../../manifests/pod';

/** Seconds after which "a pod starts within the topology's time" holds for no estimate of a year. */
const longest = 600;

/** Seconds from the binding of a pod until it is ready: those of the cluster, or the least that its own probes and hooks take. */
export function startSeconds({ startsIn }: { readonly startsIn: number }, { times }: Cluster): number {
  return Math.max(times.podStart, startsIn);
}

/** The least number of seconds from the binding of a pod until it is ready, by its probes and hooks. */
export function leastStart(spec: Place): number {
  const sidecars = sidecarsOf(spec);
  const before = sidecars.reduce((sum, container) => sum + startOf(container), 0);
  return before + Math.max(0, ...[...spec.items('containers'), ...sidecars].map(readinessOf));
}

/** The next container starts once the startup probe of a sidecar has succeeded. */
function startOf(container: Place): number {
  return seconds(container, 'lifecycle', 'postStart', 'sleep', 'seconds') + seconds(container, 'startupProbe', 'initialDelaySeconds');
}

/** Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/prober/worker.go, doProbe: the delay counts from the start of the container. */
function readinessOf(container: Place): number {
  const probe = container.at('readinessProbe');
  const again = Math.max(0, (probe.number('successThreshold') ?? 1) - 1) * (probe.number('periodSeconds') ?? 10);
  const delay =
    seconds(container, 'lifecycle', 'postStart', 'sleep', 'seconds') + seconds(container, 'readinessProbe', 'initialDelaySeconds');
  return Math.max(startOf(container), delay) + again;
}

function seconds(container: Place, ...path: readonly string[]): number {
  return container.number(...path) ?? 0;
}

/** A pod that is slow by its own manifests, as a sentence: figures and orders of events count on pods that start in minutes. */
export function slowToStart(spec: Place): readonly string[] {
  const least = leastStart(spec);
  return least > longest
    ? [`its probes and hooks keep each pod from being ready for ${least} s, and ${longest} s are the most that is modelled`]
    : [];
}
