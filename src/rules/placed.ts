import type { Finding } from '../manifests/diagnostic';
import type { Document } from '../manifests/document';
import { objectsOf } from '../manifests/object';
import { pathOf } from '../manifests/pointer';
import { rules } from './registry';

/** A finding of somebody else, who knows the object and the pointer alone. */
export type Unplaced = Pick<Finding, 'rule' | 'object' | 'pointer' | 'message' | 'fix'>;

/** Completes findings with the file and the line in which they stand, but for those of a rule that is here too: {@link rulesOver} tells them. */
export function placed(all: readonly Unplaced[], documents: readonly Document[]): readonly Finding[] {
  const findings = all.filter(({ rule }) => !rules.some(({ id }) => id === rule));
  if (findings.length === 0) return [];
  const objects = new Map(objectsOf(documents).map((object) => [`${object.kind}/${object.namespace || 'default'}/${object.name}`, object]));
  return findings.map((finding) => {
    const [kind = '', namespace = '', name = ''] = finding.object.split('/');
    const object = objects.get(finding.object);
    const path = object?.document.path ?? object?.annotations.get('nines.dev/path');
    return {
      ...finding,
      kind,
      namespace,
      name,
      ...(object?.document.file !== undefined && { file: object.document.file }),
      ...object?.document.locate?.([...object.within, ...pathOf(finding.pointer)]),
      ...(path !== undefined && { path }),
    };
  });
}
