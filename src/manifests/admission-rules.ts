import type { ObjectIndex } from './object-index';
import type { Place } from './place';
import { askingOnly, labelSelector } from './selector';

/** A kind of requests to the API server that webhooks and policies may match. */
export interface AdmissionRequest {
  readonly group: string;
  /** The plural, with the subresource after a slash. */
  readonly resource: string;
  readonly operations: readonly string[];
  /** The labels of the object; undefined where they are not known. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Labels that it may have besides, with values that nobody knows. @default none */
  readonly added?: ReadonlySet<string>;
}

/**
 * Whether rules match a kind of requests.
 *
 * Source: kubernetes.io, Dynamic Admission Control, Matching requests; k8s.io/apiserver v0.36.3, pkg/admission/plugin/webhook/predicates/rules.
 */
export function matchesRequest(rules: Place, { group, resource, operations, labels, added }: AdmissionRequest): boolean {
  const lists = (rule: Place, list: string, test: (word: string) => boolean) => rule.items(list).some(({ value }) => test(String(value)));
  const isListed = [...rules.items('rules'), ...rules.items('resourceRules')].some(
    (rule) =>
      lists(rule, 'operations', (it) => it === '*' || operations.includes(it)) &&
      lists(rule, 'apiGroups', (it) => it === '*' || it === group) &&
      lists(rule, 'resources', (it) => covers(it, resource)),
  );
  return isListed && (labels === undefined || selects(rules.at('objectSelector'), labels, added));
}

/** `pods/*` covers the pods, too, and `*` no subresource. */
function covers(pattern: string, resource: string): boolean {
  const [wanted, ofWanted = ''] = pattern.split('/');
  const [given, ofGiven = ''] = resource.split('/');
  return (wanted === '*' || wanted === given) && (ofWanted === '*' || ofWanted === ofGiven);
}

/** Whether rules apply to the objects of a namespace. */
export function selectsNamespace(rules: Place, name: string, index: ObjectIndex): boolean {
  const namespace = index.find('Namespace', '', name);
  // The labels of a namespace that is not in the manifests are not known.
  if (!namespace) return true;
  return selects(rules.at('namespaceSelector'), new Map([...namespace.labels, ['kubernetes.io/metadata.name', namespace.name]]));
}

/** A selector that is missing or empty matches everything. */
function selects(selector: Place, labels: ReadonlyMap<string, string>, added: ReadonlySet<string> = new Set()): boolean {
  return !selector.isThere || labelSelector(askingOnly(selector.value, (key) => !added.has(key)))(labels);
}
