import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * The name, selector and labels of a component in the cluster.
 *
 * They are a contract with what already runs: names, selectors and the names of claims can't change in place. They come from here and from
 * literals, never from a construct's path, so moving code changes nothing in the cluster. See docs/stateful.md.
 */
export interface Identity {
  /** The name of the component's workload and Service. */
  readonly name: string;

  /** The labels that select its pods; immutable once applied. */
  readonly selector: Readonly<Record<string, string>>;

  /** The labels of its objects and pods. None of them may change from release to release. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The identity of the component `name`. Its pods are selected by `app: <name>`.
 *
 * @param software the software that it runs, if that has another name: `elasticsearch` for the component `logs`. Default: its name
 */
export function identityOf(name: string, software = name): Identity {
  return { name, selector: { app: name }, labels: { app: name, 'app.kubernetes.io/name': software, ...componentLabel(name) } };
}

/** The label of an object that belongs to a component of the application, or to none but itself, such as the quota. */
export function componentLabel(name: string): Record<string, string> {
  return { 'app.kubernetes.io/component': name };
}

/**
 * The labels of a chart, which cdk8s adds to each of its objects. Together with a component's own labels they are the labels that Kubernetes
 * recommends, except `version`: see docs/decisions/0072-labels.md.
 *
 * @param application the name of the application, such as `shop`
 * @param instance the name of this instance of it, such as `production`. Default: the application's name
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function applicationLabels(application: string, instance = application): Record<string, string> {
  return {
    'app.kubernetes.io/name': application,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/part-of': application,
    'app.kubernetes.io/managed-by': 'nines',
  };
}

const INHERITED = ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by'];

/**
 * The labels of a component's pods: its own, and those of the application. Other labels of the chart are left out: one that changes with each
 * release would restart every pod.
 */
export function podLabels(scope: Construct, { labels }: Identity): Record<string, string> {
  const inherited = Object.entries(Chart.of(scope).labels).filter(([name]) => INHERITED.includes(name));
  return { ...Object.fromEntries(inherited), ...labels };
}
