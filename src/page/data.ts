import type { Topology } from '../availability';
import { contextOf } from '../availability/judge';
import type { Scene } from '../availability/scene/scene';
import { sceneOf } from '../availability/scene/scenes';
import type { ChangeResult } from '../change/result';
import type { ObjectIdentity } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Report } from '../report/report';
import type { ModelInput } from './model-input';

/** Everything that a page shows. Plain JSON data. */
export interface PageData extends PageState {
  /** What the manifests are called: an environment, or the files. */
  readonly name: string;
  readonly objects: readonly PageObject[];
  /** What the page computes figures from when a reader changes something. */
  readonly model: ModelInput;
  /** What a change does, and the state before it; undefined where nothing is compared. */
  readonly change?: { readonly before: PageState; readonly result: ChangeResult };
}

/** The verdicts on some manifests, and where their pods stand. */
export interface PageState {
  readonly report: Pick<Report, 'services' | 'assumptions' | 'findings' | 'accepted' | 'skipped'>;
  readonly scene: Scene;
}

/** An object of the manifests. */
export interface PageObject extends ObjectIdentity {
  readonly file?: string;
  /** The path of the construct that created it. */
  readonly construct?: string;
}

/** Manifests with what was found in them. */
export interface Judged {
  readonly index: ObjectIndex;
  readonly topology: Topology;
  readonly report: Report;
  /** The availability asked of services that declare none, as a fraction. */
  readonly target?: number;
}

/** The data of a page. */
export function pageDataOf(name: string, judged: Judged, change?: { readonly before: Judged; readonly result: ChangeResult }): PageData {
  const { index, topology, target } = judged;
  return {
    name,
    ...stateOf(judged),
    objects: index.objects.map(objectOf),
    model: { documents: index.objects.map(withoutSecrets), topology, ...(target !== undefined && { target }) },
    ...(change && { change: { before: stateOf(change.before), result: change.result } }),
  };
}

function stateOf({ index, topology, report, target }: Judged): PageState {
  const { services, assumptions, findings, accepted, skipped } = report;
  const scene = sceneOf(contextOf(index, topology, { target, withoutAdvice: true }));
  return { report: { services, assumptions, findings, accepted, skipped }, scene };
}

function objectOf({ kind, namespace, name, document: { file, path } }: KubernetesObject): PageObject {
  return { kind, namespace, name, ...(file !== undefined && { file }), ...(path !== undefined && { construct: path }) };
}

/** A page is passed around: no value of a Secret may be in it. */
function withoutSecrets({ type, root, namespace }: KubernetesObject): unknown {
  const value = root.value as Record<string, unknown>;
  const metadata = { ...(value['metadata'] as object), ...(namespace !== '' && { namespace }) };
  if (type !== 'Secret') return { ...value, metadata };
  return { ...value, metadata, data: blank(value['data']), stringData: blank(value['stringData']) };
}

function blank(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return undefined;
  return Object.fromEntries(Object.keys(values).map((key) => [key, '']));
}
