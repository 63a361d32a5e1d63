import { DeclarationError } from '../../availability';
import { type Declared, declaredFor } from '../../availability/workload/declared';
import { workloadTypes } from '../../availability/workload/workload';
import type { Topology } from '../../cluster/topology';
import { annotation } from '../../manifests/annotations';
import type { Mistake } from '../../manifests/diagnostic';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { listing } from '../resolve';
import type { Context, Rule } from '../rule';

export const dependencyExists: Rule = {
  id: 'dependency-exists',
  severity: 'hint',
  title: 'Every declared dependency is in the manifests',
  why: 'The proof assumes that a dependency outside the manifests is always up, so the computed availability is too high.',
  fix: `Add the manifests of the dependency, or correct its name in \`${annotation.dependsOn}\` or in the \`dependsOn\` of the topology file.`,
  appliesTo: workloadTypes,
  *check(object, context) {
    const annotated = dependenciesOf(object, undefined);
    const all = context.services ? dependenciesOf(object, context.services) : annotated;
    for (const [index, dependency] of all.entries()) {
      const unseen = unseenOf(dependency, context);
      if (!unseen) continue;
      const isAnnotated = index < annotated.length;
      yield {
        at: isAnnotated ? object.root.at('metadata', 'annotations', annotation.dependsOn) : object.root.at('metadata', 'name'),
        message: `dependency ${inWords(dependency)}${isAnnotated ? '' : ' of the topology file'} ${unseen.message}, so the proof assumes that it is always up`,
        fix: unseen.fix,
      };
    }
  },
};

type Dependency = Declared['dependsOn'][number];

/** Why a dependency is not part of the proof; undefined if it is, or if it is listed as provided. */
function unseenOf({ kind, namespace, name }: Dependency, context: Context): Mistake | undefined {
  const type = `${kind}.apps`;
  const { index, provided } = context;
  const isJudged = workloadTypes.includes(type);
  if ((isJudged && index.find(type, namespace, name)) || provided.has(kind, namespace, name)) return undefined;
  if (!isJudged) return { message: 'is not a Deployment, StatefulSet or DaemonSet', fix: 'name the workload behind it' };
  const meant = meantBy(namespace, name, context) ?? meantBy(namespace, index.spelling(type, namespace)?.nearest(name), context);
  const add = `add its manifests, or ${listing({ type, namespace, name })}`;
  return { message: 'is not in the manifests', fix: meant ? `write '${meant}', ${add}` : add };
}

/** A workload of that name of any kind and in any namespace, written as a dependency. */
function meantBy(namespace: string, name: string | undefined, { index }: Context): string | undefined {
  if (name === undefined) return undefined;
  for (const type of workloadTypes) {
    const namespaces = index.namespacesOf(type, name);
    const [kind] = type.split('.');
    if (namespaces.includes(namespace)) return `${kind}/${name}`;
    if (namespaces[0] !== undefined) return `${kind}/${namespaces[0]}/${name}`;
  }
  return undefined;
}

/** An invalid declaration is a separate error, which the proof throws. */
function dependenciesOf(object: KubernetesObject, services: Topology['services']): Declared['dependsOn'] {
  try {
    return declaredFor(object, { services }).dependsOn;
  } catch (error) {
    if (error instanceof DeclarationError) return [];
    throw error;
  }
}
