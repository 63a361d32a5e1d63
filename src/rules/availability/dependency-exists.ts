import { DeclarationError } from '../../availability';
import { type Declared, declaredFor } from '../../availability/workload/declared';
import { workloadTypes } from '../../availability/workload/workload';
import type { Topology } from '../../cluster/topology';
import { annotation } from '../../manifests/annotations';
import type { Mistake } from '../../manifests/diagnostic';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Context, Rule } from '../rule';

export const dependencyExists: Rule = {
  id: 'dependency-exists',
  severity: 'hint',
  title: 'A workload that another depends on is in the manifests',
  why: 'The proof takes a dependency that it cannot see as always up, so the figure of the workload is too good.',
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
        message: `depends${isAnnotated ? '' : ', as the topology says,'} on ${inWords(dependency)}, which ${unseen.message}: the proof takes it as always up`,
        fix: unseen.fix,
      };
    }
  },
};

type Dependency = Declared['dependsOn'][number];

/** Why the proof does not see a dependency, undefined where it does or where the cluster is said to have it. */
function unseenOf({ kind, namespace, name }: Dependency, context: Context): Mistake | undefined {
  const type = `${kind}.apps`;
  const { index, provided } = context;
  if (index.find(type, namespace, name) || provided.has(kind, namespace, name)) return undefined;
  if (!workloadTypes.includes(type))
    return { message: 'is not a Deployment, StatefulSet or DaemonSet', fix: 'name the workload that does the work' };
  const meant = meantBy(namespace, name, context) ?? meantBy(namespace, index.spelling(type, namespace)?.nearest(name), context);
  const add = `add its manifests, or list ${kind}/${namespace}/${name} under 'provided' in the topology file or the environment`;
  return { message: 'is not in the manifests', fix: meant ? `write '${meant}', or ${add}` : add };
}

/** A workload of that name, of whichever kind and namespace, as a dependency is written. */
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

/** What can't be read is an error of its own: the proof throws it. */
function dependenciesOf(object: KubernetesObject, services: Topology['services']): Declared['dependsOn'] {
  try {
    return declaredFor(object, { services }).dependsOn;
  } catch (error) {
    if (error instanceof DeclarationError) return [];
    throw error;
  }
}
