import { invalidValue, unreadable } from '../manifests/diagnostic';
import type { RuleDescription } from './rule';

/** What is rejected before there are manifests to check, by whoever creates or reads them. None of it can be accepted. */
export const preconditions = {
  unreadable: {
    id: unreadable,
    severity: 'error',
    title: 'Every file can be parsed',
    why: 'A file that cannot be parsed is not checked, and kubectl may not be able to apply it either.',
    fix: 'Correct the file at the line and column in the message.',
  },
  invalidValue: {
    id: invalidValue,
    severity: 'error',
    title: 'Every value given to a construct, an environment or an annotation is valid',
    why: 'An invalid value yields no manifests, or manifests that do something else than intended.',
    fix: 'Write one of the values that the message suggests.',
  },
  objectInChart: {
    id: 'object-in-chart',
    severity: 'error',
    title: 'Every object belongs to the chart that is synthesized',
    why: 'An object outside the chart is written to no file and never applied.',
    fix: 'Pass the chart as the scope of the object.',
  },
  namespaceFitsKind: {
    id: 'namespace-fits-kind',
    severity: 'error',
    title: 'Namespaced objects have a namespace, cluster-scoped objects have none',
    why: 'kubectl applies an object without a namespace to the namespace of its current context. The API server drops the namespace of a cluster-scoped object, so the live object never matches the manifest.',
    fix: 'Give the chart a namespace, and wrap cluster-scoped objects: `clusterScoped(new ...)`.',
  },
  mastersStep: {
    id: 'masters-step',
    severity: 'error',
    title: 'The number of Elasticsearch masters changes in safe steps',
    why: 'Removing masters can lose the last copy of a shard, or the majority. A single-node cluster accepts no other master until it is restarted.',
    fix: 'Follow the steps in the message, then confirm them with a reason in `resize`.',
  },
  unexpectedError: {
    id: 'unexpected-error',
    severity: 'error',
    title: 'The application synthesizes without an exception',
    why: 'No manifests were written for the environment.',
    fix: 'Correct the code at the line in the message.',
  },
} satisfies Readonly<Record<string, RuleDescription>>;
