import { invalidValue, unreadable } from '../manifests/diagnostic';
import type { RuleDescription } from './rule';

/** What is refused before there are manifests to judge, by whoever makes or reads them. Nothing of it can be accepted. */
export const preconditions = {
  unreadable: {
    id: unreadable,
    severity: 'error',
    title: 'A file can be read',
    why: 'What cannot be read cannot be judged, and may not be applied either.',
    fix: 'Correct the file at the line and column of the message.',
  },
  invalidValue: {
    id: invalidValue,
    severity: 'error',
    title: 'A value that a construct, an environment or an annotation is given can be used',
    why: 'No manifests can be made of it, or they would not do what was meant.',
    fix: 'Write what the message says.',
  },
  objectInChart: {
    id: 'object-in-chart',
    severity: 'error',
    title: 'Every object lies in the chart that is written',
    why: 'An object outside is in no file and is never applied.',
    fix: 'Give it, or its chart, that chart as its scope.',
  },
  namespaceFitsKind: {
    id: 'namespace-fits-kind',
    severity: 'error',
    title: 'Namespaced objects have a namespace, and cluster-scoped objects have none',
    why: 'kubectl applies an object without a namespace to the one that its context names. The API server drops the namespace of a cluster-scoped object, so the cluster never has what the manifest says.',
    fix: 'Give the chart a namespace, and wrap cluster-scoped objects: `clusterScoped(new ...)`.',
  },
  mastersStep: {
    id: 'masters-step',
    severity: 'error',
    title: 'The number of Elasticsearch masters changes by a step that Kubernetes can make',
    why: 'Fewer masters can take the last copy of a shard along, or leave no majority; one master never lets others join.',
    fix: 'Do what the message says, then say so in `resize`, with the reason.',
  },
  unexpectedError: {
    id: 'unexpected-error',
    severity: 'error',
    title: 'The code of an application ends without an error',
    why: 'Nothing was synthesized of the environment.',
    fix: 'Correct the code at the line that the message names.',
  },
} satisfies Readonly<Record<string, RuleDescription>>;
