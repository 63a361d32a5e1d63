import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** Texts longer than this together are not searched. */
const longest = 10_000_000;

/** Whether the manifests of a namespace contain the name of a pod behind a Service: `db-0.db`, `$(POD_NAME).db`, `${HOSTNAME}.db`. */
export function namesPods(service: string, namespace: string, index: ObjectIndex): boolean {
  const escaped = service.slice(0, 253).replaceAll(/[^\w-]/g, '\\$&');
  return new RegExp(`(?:-\\d+|-\\{[\\d.,]+\\}|\\$\\w+|[)}])\\.${escaped}(?![\\w-])`).test(textsIn(namespace, index));
}

const known = new WeakMap<ObjectIndex, Map<string, string>>();

/** All that programs in a namespace are told: their commands, arguments and variables, and the ConfigMaps. */
function textsIn(namespace: string, index: ObjectIndex): string {
  const texts = known.get(index) ?? new Map<string, string>();
  known.set(index, texts);
  const before = texts.get(namespace);
  if (before !== undefined) return before;
  const workloads = index.pods.in(namespace).flatMap(({ pod }) => pod.containers.flatMap(toldTo));
  const maps = index.ofType('ConfigMap').filter((it) => it.namespace === namespace);
  const text = [...workloads, ...maps.flatMap(dataOf)].join('\n').slice(0, longest);
  texts.set(namespace, text);
  return text;
}

function toldTo(container: Place): readonly string[] {
  const variables = container.parts('env').map((variable) => variable.at('value'));
  return [...container.parts('command'), ...container.parts('args'), ...variables].map((it) => it.text() ?? '');
}

function dataOf({ root }: KubernetesObject): readonly string[] {
  return [...root.texts('data').values()];
}
