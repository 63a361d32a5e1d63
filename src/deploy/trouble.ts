import { isObject, type JsonObject, listAt, objectAt, textAt, valueAt } from '../manifests/value';
import { type Api, RefusedRequestError } from './api';
import { conditionOf } from './readiness';

/** How many different reasons are shown. */
const MOST = 3;

/** Why an object isn't ready, from its pods, its conditions and its latest warning: `elasticsearch-2: Unschedulable, 0/6 nodes are available`. */
export async function troubleOf(api: Api, object: JsonObject): Promise<readonly string[]> {
  const namespace = textAt(object, 'metadata', 'namespace');
  if (namespace === undefined) return [];
  try {
    const pods = await podsOf(api, namespace, object);
    const troubled = pods.flatMap((pod) => {
      const reason = reasonOfPod(pod);
      return reason === undefined ? [] : [{ pod: textAt(pod, 'metadata', 'name') ?? '', reason }];
    });
    const own = reasonOfObject(object);
    const [first] = troubled;
    const warning = await warningOf(
      api,
      namespace,
      first ? { kind: 'Pod', name: first.pod } : { kind: textAt(object, 'kind') ?? '', name: textAt(object, 'metadata', 'name') ?? '' },
    );
    const reasons = [...(own === undefined ? [] : [own]), ...grouped(troubled), ...(warning === undefined ? [] : [warning])];
    return [...new Set(reasons)].slice(0, MOST);
  } catch (error) {
    // Whoever may apply need not be allowed to read pods and events.
    if (error instanceof RefusedRequestError) return [];
    throw error;
  }
}

async function podsOf(api: Api, namespace: string, object: JsonObject): Promise<readonly JsonObject[]> {
  const labels = Object.entries(objectAt(object, 'spec', 'selector', 'matchLabels'));
  if (labels.length === 0) return [];
  const selector = encodeURIComponent(labels.map(([name, value]) => `${name}=${value}`).join(','));
  return (await api.list(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`)).filter(isObject);
}

/** Pods that wait for the same reason in one line. */
function grouped(troubled: readonly { readonly pod: string; readonly reason: string }[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { pod, reason } of troubled) byReason.set(reason, [...(byReason.get(reason) ?? []), pod]);
  return [...byReason].map(([reason, pods]) => `${pods.length === 1 ? pods[0] : `${pods.length} pods`}: ${reason}`);
}

function reasonOfPod(pod: JsonObject): string | undefined {
  if (valueAt(pod, 'metadata', 'deletionTimestamp') !== undefined) return undefined;
  const containers = [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')].filter(isObject);
  for (const container of containers) {
    const { waiting, terminated } = objectAt(container, 'state');
    if (isObject(waiting) && waiting['reason'] !== 'PodInitializing')
      return joined(waiting['reason'], waiting['message'] ?? lastExit(container));
    if (isObject(terminated) && terminated['exitCode'] !== 0) return joined(terminated['reason'], `exit code ${terminated['exitCode']}`);
  }
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.['status'] === 'False') return joined(scheduled['reason'], scheduled['message']);
  const ready = conditionOf(pod, 'Ready');
  if (ready?.['status'] === 'True') return undefined;
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Running' ? `running, but not ready${ready?.['message'] ? `: ${ready['message']}` : ''}` : phase;
}

function lastExit(container: JsonObject): string | undefined {
  const code = valueAt(container, 'lastState', 'terminated', 'exitCode');
  return code === undefined ? undefined : `its last exit code was ${code}`;
}

/** A controller that can't create pods says so in a condition. */
function reasonOfObject(object: JsonObject): string | undefined {
  const failure = conditionOf(object, 'ReplicaFailure');
  return failure?.['status'] === 'True' ? joined(failure['reason'], failure['message']) : undefined;
}

/** The latest warning about an object or a pod. Its autoscaler often has the same name, and is not the reason. */
async function warningOf(
  api: Api,
  namespace: string,
  { kind, name }: { readonly kind: string; readonly name: string },
): Promise<string | undefined> {
  const selector = encodeURIComponent(`involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`);
  const events = (await api.list(`/api/v1/namespaces/${namespace}/events?fieldSelector=${selector}`)).filter(isObject);
  const latest = events.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).at(-1);
  return latest && `${name}: ${joined(latest['reason'], latest['message'])}`;
}

function timeOf(event: JsonObject): string {
  return String(event['lastTimestamp'] ?? event['eventTime'] ?? '');
}

function joined(...parts: readonly unknown[]): string {
  return parts.filter((it) => typeof it === 'string' && it !== '').join(', ');
}
