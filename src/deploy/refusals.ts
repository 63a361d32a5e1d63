import type { Hazard } from '../change/hazard';
import { type ChangeResult, type Consequence, consequences, type JudgedHazard, type ObjectChange } from '../change/result';
import { refusedObject } from '../manifests/annotations';
import type { ObjectIdentity } from '../manifests/diagnostic';
import { idOf, inWords } from '../manifests/identity';

/** An object that the API server refuses, and why. */
export interface Refusal {
  readonly object: ObjectIdentity;
  readonly message: string;
}

/** A change with what the API server said of it in a dry run, which no reason makes acceptable. */
export function withRefusals(result: ChangeResult, refusals: readonly Refusal[]): ChangeResult {
  if (refusals.length === 0) return result;
  const messages = new Map(refusals.map(({ object, message }) => [idOf(object), `the API server refuses it: ${message}`]));
  const known = new Set(result.objects.map(idOf));
  const objects = [
    ...result.objects.map((object) => refused(object, messages.get(idOf(object)))),
    ...refusals
      .filter(({ object }) => !known.has(idOf(object)))
      .map(({ object }) => refused(unchanged(object), messages.get(idOf(object)))),
  ];
  const explained = new Set(result.hazards.map(({ object }) => idOf(object)));
  const hazards = [
    ...result.hazards.map((hazard) => (messages.has(idOf(hazard.object)) ? final(hazard) : hazard)),
    ...refusals.filter(({ object }) => !explained.has(idOf(object))).map((refusal) => hazardOf(refusal)),
  ];
  return { ...result, objects, hazards, counts: countsOf(objects) };
}

/** No reason changes what a server does. */
function final({ accepted: _, spent: __, ...hazard }: JudgedHazard): JudgedHazard {
  return { ...hazard, isFinal: true };
}

function hazardOf({ object, message }: Refusal): Hazard {
  const { kind, namespace, name } = object;
  const text = `${inWords(object)}: the API server refuses it: ${message}`;
  return { risk: refusedObject, object: { kind, namespace, name }, message: text, fix: 'correct the manifest', isFinal: true };
}

/** Of the fields those stay that explain the refusal: the others differ because the server has added its own. */
function refused(object: ObjectChange, because: string | undefined): ObjectChange {
  if (because === undefined) return object;
  const { pods: _, fields: all, ...rest } = object;
  const fields = all.filter(({ consequence }) => consequence === 'refused').map((field) => ({ ...field, because }));
  return { ...rest, consequence: 'refused', because, fields };
}

function unchanged({ kind, namespace, name }: ObjectIdentity): ObjectChange {
  return { kind, namespace, name, consequence: 'none', fields: [] };
}

function countsOf(objects: readonly ObjectChange[]): ChangeResult['counts'] {
  const counted = consequences.map((it): [Consequence, number] => [it, objects.filter(({ consequence }) => consequence === it).length]);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
