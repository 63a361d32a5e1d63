import { workloadTypes } from '../availability/workload/workload';
import { acceptAnnotationName, annotation, isDeclaration, shortName } from '../manifests/annotations';
import { nearest } from '../manifests/nearest';
import type { KubernetesObject } from '../manifests/object';
import type { Place } from '../manifests/place';
import { choice, show } from '../manifests/words';
import type { Complaint, Rule } from './rule';

const { scripts, secureSettings, ...read } = annotation;

/** The annotations that roll pods out. They belong on the pods. */
const ofPods: readonly string[] = [scripts, secureSettings];

/** The annotations that are read from an object's own metadata. */
const known: readonly string[] = Object.values(read);

export const knownAnnotation: Rule = {
  id: 'known-annotation',
  severity: 'error',
  title: 'Every nines.dev annotation is known and in the right place',
  why: 'An unknown or misplaced annotation is ignored, so the promise it makes is never checked.',
  fix: `Use ${choice(known.map((name) => `\`${name}\``))}, in the metadata of the workload.`,
  appliesTo: 'every object',
  *check(object, { acceptable }) {
    const isPod = object.pod?.template.path.length === 0;
    for (const at of declarationsIn(object.root)) {
      if (!known.includes(at.key) && !(isPod && ofPods.includes(at.key)))
        yield unknown(at, [...known, ...acceptable.map(acceptAnnotationName)]);
      // Nobody keeps a promise about pods that are not judged.
      else if (!ofPods.includes(at.key) && !workloadTypes.includes(object.type)) yield unjudged(at, object);
    }
    if (!object.pod || isPod) return;
    for (const at of declarationsIn(object.pod.template)) {
      if (known.includes(at.key)) yield misplaced(at, object);
      else if (!ofPods.includes(at.key)) yield unknown(at, ofPods);
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
    message: `unknown annotation ${show(at.key)}`,
    fix: `write ${meant ? show(meant) : choice(possible.slice(0, known.length))}`,
  };
}

function unjudged(at: Place, { kind }: KubernetesObject): Complaint {
  const fix = 'move it to a Deployment, StatefulSet or DaemonSet, the workloads that are judged';
  return { at, message: `annotation ${show(at.key)} has no effect on a ${kind || 'object without a kind'}`, fix };
}

function misplaced(at: Place, { kind }: KubernetesObject): Complaint {
  return { at, message: `annotation ${show(at.key)} has no effect in a pod template`, fix: `move it to the metadata of the ${kind}` };
}
