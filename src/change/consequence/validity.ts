import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { pointerTo } from '../../manifests/pointer';
import { labelSelector } from '../../manifests/selector';
import { show } from '../../manifests/words';
import { kubernetesVersions, type SchemaFinding, validate } from '../../schema';
import type { Difference } from '../comparison/difference';
import type { Effect } from './rules';

/** Problems that every server refuses. Of what is missing, a server may add some. */
const problems: readonly SchemaFinding['problem'][] = ['out-of-range', 'not-in-enum', 'syntax', 'exclusive'];

/**
 * Problems that every server refuses in its own types, if its schema is that of the known releases: a field that it doesn't have, and a value that can't be
 * decoded. An apply of kubectl and of Argo CD asks for that by default, and a server-side apply knows no other way.
 */
const strict: readonly SchemaFinding['problem'][] = ['unknown-field', 'wrong-type', 'removed-api'];
const own = /^(v\d\w*|(apps|autoscaling|batch|policy|(networking|rbac\.authorization|scheduling|storage)\.k8s\.io)\/\w+)$/;

/** The findings of objects that were asked for before. */
const known = new WeakMap<KubernetesObject, readonly SchemaFinding[]>();

function findingsOf(object: KubernetesObject): readonly SchemaFinding[] {
  const found = known.get(object) ?? [...surge(object), ...template(object), ...schemaFindings(object)];
  known.set(object, found);
  return found;
}

function schemaFindings({ apiVersion, document, root }: KubernetesObject): readonly SchemaFinding[] {
  const [oldest, newest] = [kubernetesVersions.at(0), kubernetesVersions.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  const all = validate(root.value, newest);
  // What a server has stored may have the fields of a newer one.
  const isStrict = own.test(apiVersion) && document.isStored !== true && all.some(({ problem }) => strict.includes(problem));
  const always = isStrict ? new Set(validate(root.value, oldest).map(placed)) : undefined;
  const isCertain = (it: SchemaFinding) => strict.includes(it.problem) && always?.has(placed(it));
  return all.filter((it) => problems.includes(it.problem) || (isCertain(it) && !isLater(it)));
}

/** An API version that no known release has may be that of a later one. */
function isLater({ problem, message }: SchemaFinding): boolean {
  return problem === 'removed-api' && !message.includes('(removed in ');
}

function placed({ pointer, problem }: SchemaFinding): string {
  return `${problem} ${pointer}`;
}

/**
 * A rolling update that may neither add a pod nor remove one.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, ValidateRollingUpdateDeployment and ValidateRollingUpdateDaemonSet.
 */
function surge({ type, root }: KubernetesObject): readonly SchemaFinding[] {
  const field = type === 'Deployment.apps' ? 'strategy' : type === 'DaemonSet.apps' ? 'updateStrategy' : undefined;
  if (field === undefined) return [];
  const rolling = root.at('spec', field, 'rollingUpdate');
  const surges = isZero(rolling.at('maxSurge').value ?? (type === 'DaemonSet.apps' ? 0 : '25%'));
  if (!surges || !isZero(rolling.at('maxUnavailable').value ?? 1)) return [];
  const message = 'maxSurge and maxUnavailable are both 0, so no pod could ever be replaced';
  return [{ pointer: rolling.pointer, problem: 'exclusive', message, fix: 'set one of them to 1' }];
}

const controllers = ['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps'];

/**
 * A template whose pods the controller would not find, or not run again.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet, ValidateStatefulSetSpec and ValidateDaemonSetSpec.
 */
function template({ type, root }: KubernetesObject): readonly SchemaFinding[] {
  if (!controllers.includes(type)) return [];
  const [selector, labels, policy] = [
    root.at('spec', 'selector'),
    root.at('spec', 'template', 'metadata', 'labels'),
    root.at('spec', 'template', 'spec', 'restartPolicy'),
  ];
  const isFound = !selector.isThere || labelSelector(selector.value)(root.texts('spec', 'template', 'metadata', 'labels'));
  const isKept = ['Always', '', undefined].includes(policy.text());
  return [
    ...finding(isFound, labels, 'the selector does not match the labels of the pod template', 'use the labels of the selector'),
    ...finding(isKept, policy, `restartPolicy is ${show(policy.value)}, and its pods always restart`, 'remove it, or write a Job'),
  ];
}

function finding(isValid: boolean, { pointer }: Place, message: string, fix: string): readonly SchemaFinding[] {
  return isValid ? [] : [{ pointer, problem: 'exclusive', message, fix }];
}

function isZero(value: unknown): boolean {
  return value === 0 || /^0+%?$/.test(String(value));
}

/** Why the API server refuses an object as it is; undefined if nothing is known against it. */
export function refusalOf(object: KubernetesObject): Effect | undefined {
  return findingsOf(object).map(effect)[0];
}

/** Why it refuses what differs. */
export function refusalAt({ place }: Difference, object: KubernetesObject): Effect | undefined {
  const pointer = pointerTo(place);
  const isWithin = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);
  return findingsOf(object)
    .filter((it) => isWithin(it.pointer, pointer) || (it.problem === 'exclusive' && isWithin(pointer, it.pointer)))
    .map(effect)[0];
}

function effect({ message, fix }: SchemaFinding): Effect {
  return { consequence: 'refused', because: `the API server refuses it: ${message}`, fix };
}
