import { acceptAnnotationName, annotation, type Risk, reasonFor, risks } from '../manifests/annotations';
import type { AcceptedDiagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { scaleOf } from '../manifests/scale';
import { locationOf } from './location';
import type { RuleDescription } from './rule';

/** A risk that constructs take only with a reason. It is shown where it is taken, and is no finding: the construct has refused it without one. */
interface TakenRisk extends RuleDescription {
  readonly id: Risk;

  /** What is shown where it is taken; none where another rule finds it. */
  readonly message?: string;

  /** Whether an object that accepts it takes it as well. */
  readonly isTaken: (object: KubernetesObject, index: ObjectIndex) => boolean;
}

const described: { readonly [R in Risk]: TakenRisk & { readonly id: R } } = {
  'fewer-masters': {
    id: 'fewer-masters',
    severity: 'warning',
    title: 'Elasticsearch masters are not taken away',
    why: 'They take along every shard whose copies only they hold.',
    fix: 'Move their data first, as docs/elasticsearch.md says under "Fewer nodes".',
    message: 'masters were taken away, with every shard that only they held',
    isTaken: isElasticsearch,
  },
  'no-security': {
    id: 'no-security',
    severity: 'warning',
    title: 'Elasticsearch uses TLS and asks for passwords',
    why: 'Whoever reaches its port reads and deletes every index.',
    fix: 'Leave `security` out, for TLS by cert-manager.',
    message: 'Elasticsearch runs without TLS and without passwords',
    isTaken: isElasticsearch,
  },
  'privileged-init-container': {
    id: 'privileged-init-container',
    severity: 'warning',
    title: 'No init container is privileged',
    why: 'It can do on its node what root can.',
    fix: "Prepare the nodes and write `mmap: 'prepared-nodes'`, or write `'off'`.",
    message: 'an init container is privileged',
    isTaken: ({ pod }) => pod?.spec.items('initContainers').some((it) => it.at('securityContext', 'privileged').value === true) ?? false,
  },
  'restart-by-hand': {
    id: 'restart-by-hand',
    severity: 'warning',
    title: 'More Elasticsearch masters join by themselves',
    why: 'One master runs alone and lets nobody join before somebody restarts it.',
    fix: 'Start with 3 masters.',
    message: 'others join the first master only after somebody restarts it',
    isTaken: isElasticsearch,
  },
  'single-replica': {
    id: 'single-replica',
    severity: 'warning',
    title: 'A workload has a replica to spare',
    why: 'The failure of its pod or its node stops it. What accepts this accepts `availability` as well where no target is promised.',
    fix: 'Run two replicas or more.',
    isTaken: () => false,
  },
  'uneven-spread': {
    id: 'uneven-spread',
    severity: 'warning',
    title: 'An autoscaler takes no pod away',
    why: 'It takes pods away wherever they stand: those that stay may share a zone. What accepts this accepts the loss of a zone as well where no target is promised.',
    fix: 'Leave `scaleDown` out.',
    message: 'its autoscaler takes pods away wherever they stand',
    isTaken: (object, index) => {
      const scale = scaleOf(object, index.autoscalerOf(object));
      return scale !== undefined && scale.maximum > scale.replicas;
    },
  },
};

/** Every risk, in the order of their names. */
export const takenRisks: readonly TakenRisk[] = risks.map((risk) => described[risk]);

/** The risks that an object takes and says why. */
export function risksTaken(object: KubernetesObject, index: ObjectIndex): readonly AcceptedDiagnostic[] {
  return takenRisks.flatMap(({ id, severity, fix, message, isTaken }) => {
    const because = reasonFor(id, object.annotations);
    if (message === undefined || because === undefined || !isTaken(object, index)) return [];
    const place = locationOf(object, ['metadata', 'annotations', acceptAnnotationName(id)]);
    return [{ severity, rule: id, place, message, fix, because }];
  });
}

function isElasticsearch({ annotations }: KubernetesObject): boolean {
  return annotations.has(annotation.elasticsearchRoles);
}
