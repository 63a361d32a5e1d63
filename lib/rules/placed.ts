import type { Document } from './document';
import type { Finding } from './finding';
import { objectsOf } from './kubernetes-object';
import { pathOf } from './place';

/** A finding of somebody else, who knows the object and the pointer alone. */
export type Unplaced = Pick<Finding, 'rule' | 'object' | 'pointer' | 'message' | 'fix'>;

/** Completes findings with the file and the line in which they stand. */
export function placed(findings: readonly Unplaced[], documents: readonly Document[]): readonly Finding[] {
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
