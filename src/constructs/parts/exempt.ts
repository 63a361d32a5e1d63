import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Exemption, type ExemptionName, exemptionAnnotations } from './exemptions';

/** The rules of other tools that an application exempts its objects from, by their names in `EXEMPTIONS`. */
export type Exemptions = Readonly<Partial<Record<ExemptionName, Exemption>>>;

/** The rules of other tools that each object contradicts by design. */
const contradicted = new WeakMap<ApiObject, readonly ExemptionName[]>();

/** The exemptions that the application chose for each tree. */
const exempted = new WeakMap<IConstruct, Exemptions>();

/** Records which rules of other tools an object contradicts, for applications that use those tools. */
export function contradicts<Made extends ApiObject>(object: Made, rules: readonly ExemptionName[]): Made {
  contradicted.set(object, rules);
  for (const scope of object.node.scopes) annotate(object, exempted.get(scope) ?? {});
  return object;
}

/**
 * Exempts objects from the rules of checkov and kube-score that they contradict on purpose: each gets those tools' own annotations, with the
 * reason. The library's constructs carry none by themselves, since not everybody runs these tools.
 *
 * ```ts
 * exempt(chart, EXEMPTIONS);
 * ```
 *
 * @param scope the chart or construct whose objects are exempted, including objects created later
 * @param exemptions `EXEMPTIONS`, or those of them that you agree with
 */
export function exempt(scope: IConstruct, exemptions: Exemptions): void {
  exempted.set(scope, exemptions);
  for (const object of scope.node.findAll().filter(ApiObject.isApiObject)) annotate(object, exemptions);
}

function annotate(object: ApiObject, exemptions: Exemptions): void {
  const names = contradicted.get(object) ?? [];
  for (const [name, value] of Object.entries(exemptionAnnotations(names, exemptions))) object.metadata.addAnnotation(name, value);
}
