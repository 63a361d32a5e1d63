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

/** The identity of the component `name`: selected by `app: <name>`. */
export function identityOf(name: string): Identity {
  return { name, selector: { app: name }, labels: { app: name, 'app.kubernetes.io/name': name } };
}

/** The labels that every object of an application carries, for `kubectl get -l`. */
export function applicationLabels(application: string): Record<string, string> {
  return { 'app.kubernetes.io/part-of': application, 'app.kubernetes.io/managed-by': 'nines' };
}
