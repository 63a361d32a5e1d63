import type { Topology } from '../availability';
import { nodeSizes } from '../cluster/node-sizes';
import { Provided } from '../cluster/provided';
import type { AcceptedFinding, Finding, Review } from '../manifests/diagnostic';
import type { Document } from '../manifests/document';
import { type KubernetesObject, objectsOf } from '../manifests/object';
import { ObjectIndex } from '../manifests/object-index';
import { Secrets } from '../manifests/secrets';
import { kubernetesVersions } from '../schema';
import { reasonFor } from './acceptance';
import { Policies } from './policies/policies';
import { rules } from './registry';
import type { Complaint, Context, Rule } from './rule';
import { skippedFindings } from './schema/skipped';

/** What is known of the cluster beside the manifests. */
export interface ReviewOptions {
  /**
   * The cluster's minor version, such as `1.36`; one without schemas here is judged by the newest.
   *
   * @default the newest
   */
  readonly kubernetes?: string;

  /**
   * What the cluster has beside the manifests: `Secret/shop/smtp`, `StorageClass/gp3`, `Service/monitoring/*`.
   *
   * @default what every cluster has
   */
  readonly provided?: readonly string[];

  /**
   * The cluster's nodes, which tell a request that no node can hold.
   *
   * @default unknown
   */
  readonly topology?: Topology;
}

/**
 * Looks at manifests with every rule, as one application.
 *
 * Pure: it reads nothing but its arguments, and takes time in proportion to the manifests.
 */
export function rulesOver(documents: readonly Document[], options: ReviewOptions = {}): Review {
  const index = new ObjectIndex(objectsOf(documents));
  const context = contextOf(index, options);
  const byType = new Map<string, readonly Rule[]>();
  const findings: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const object of index.objects) {
    const fitting = byType.get(object.type) ?? rulesFor(object.type);
    byType.set(object.type, fitting);
    for (const rule of fitting) {
      for (const complaint of rule.check(object, context)) {
        const finding = findingOf(rule.id, object, complaint);
        const because = reasonFor(rule.id, object);
        if (because) accepted.push({ ...finding, because });
        else findings.push(finding);
      }
    }
  }
  return {
    findings,
    accepted,
    skipped: index.objects.flatMap((object) => skippedFindings(object, context).map((it) => findingOf('skipped', object, it))),
  };
}

function rulesFor(type: string): readonly Rule[] {
  return rules.filter(({ appliesTo }) => appliesTo === 'every object' || appliesTo.includes(type));
}

function contextOf(index: ObjectIndex, { kubernetes, provided, topology }: ReviewOptions): Context {
  const asked = kubernetes ?? topology?.kubernetes ?? '';
  return {
    index,
    secrets: new Secrets(index.objects),
    policies: new Policies(index),
    provided: new Provided(provided),
    kubernetes: kubernetesVersions.includes(asked) ? asked : (kubernetesVersions[0] as string),
    ...nodeSizes(topology),
  };
}

function findingOf(rule: string, object: KubernetesObject, { at, message, fix }: Complaint): Finding {
  const { kind, namespace, name, document, within } = object;
  const path = document.path ?? object.annotations.get('nines.dev/path');
  return {
    rule,
    object: [kind, ...(namespace ? [namespace] : []), name].join('/'),
    kind,
    namespace,
    name,
    pointer: at.pointer,
    message,
    fix,
    ...(document.file !== undefined && { file: document.file }),
    ...document.locate?.([...within, ...at.path]),
    ...(path !== undefined && { path }),
  };
}
