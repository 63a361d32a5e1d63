import { acceptAnnotationName, annotation, isDeclaration, shortName } from '../manifests/annotations';
import { nearest } from '../manifests/nearest';
import type { KubernetesObject } from '../manifests/object';
import type { Place } from '../manifests/place';
import { choice, show } from '../manifests/words';
import type { Complaint, Rule } from './rule';

const { scripts, ...read } = annotation;

/** What is read of an object itself. */
const known: readonly string[] = Object.values(read);

export const knownAnnotation: Rule = {
  id: 'known-annotation',
  severity: 'error',
  title: 'An annotation of Nines exists, and stands where it is read',
  why: 'Nothing reads an annotation with a typo in its name, so what it promises is never judged.',
  fix: `Write one of ${choice(known.map((name) => `\`${name}\``))}, in the metadata of the workload.`,
  appliesTo: 'every object',
  *check(object, { acceptable }) {
    const isPod = object.pod?.template.path.length === 0;
    for (const at of declarationsIn(object.root)) {
      if (!known.includes(at.key) && !(isPod && at.key === scripts)) yield unknown(at, [...known, ...acceptable.map(acceptAnnotationName)]);
    }
    if (!object.pod || isPod) return;
    for (const at of declarationsIn(object.pod.template)) {
      if (known.includes(at.key)) yield misplaced(at, object);
      else if (at.key !== scripts) yield unknown(at, [scripts]);
    }
  },
};

function declarationsIn(part: Place): readonly Place[] {
  return part.parts('metadata', 'annotations').filter(({ key }) => isDeclaration(key));
}

function unknown(at: Place, possible: readonly string[]): Complaint {
  const names = new Map(possible.map((name) => [shortName(name), name]));
  const meant = names.get(nearest(shortName(at.key), names.keys()) ?? '');
  return {
    at,
    message: `${show(at.key)} is not an annotation of Nines`,
    fix: `write ${meant ? show(meant) : choice(possible.slice(0, known.length))}`,
  };
}

function misplaced(at: Place, { kind }: KubernetesObject): Complaint {
  return { at, message: `${show(at.key)} is not read of a pod template`, fix: `write it in the metadata of the ${kind}` };
}
