import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * What a component is called and found by in the cluster.
 *
 * A contract with what already runs: names, selectors and the names of claims can't change in place. They come from here and from literals,
 * never from a construct's path, so that moving code moves nothing in the cluster. See docs/stateful.md.
 */
export interface Identity {
  /** The name of the component's workload and Service. */
  readonly name: string;

  /** What selects its pods; immutable once applied. */
  readonly selector: Readonly<Record<string, string>>;

  /** What its objects and pods carry. Nothing that changes from release to release may be among them. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The identity of the component `name`: selected by `app: <name>`.
 *
 * @param software what it runs, where that isn't its own: `elasticsearch` for the component `logs`. Default: its name
 */
export function identityOf(name: string, software = name): Identity {
  return { name, selector: { app: name }, labels: { app: name, 'app.kubernetes.io/name': software, ...componentLabel(name) } };
}

/** The label of an object that belongs to a component of the application, or is one by itself, such as its quota. */
export function componentLabel(name: string): Record<string, string> {
  return { 'app.kubernetes.io/component': name };
}

/**
 * The labels of a chart, which every object of the application carries, for `kubectl get -l`. With the component's own they are all that
 * Kubernetes recommends but `version`: docs/decisions/0072-labels.md.
 *
 * @param application what the application is called, such as `shop`
 * @param instance which of its instances the chart is, such as `production`. Default: the application
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
 * The labels of a component's pods: its own, and which application they are part of. A chart may have other labels, and one that changes with
 * each release would restart every pod: those stay on the objects.
 */
export function podLabels(scope: Construct, { labels }: Identity): Record<string, string> {
  const inherited = Object.entries(Chart.of(scope).labels).filter(([name]) => INHERITED.includes(name));
  return { ...Object.fromEntries(inherited), ...labels };
}
