import { hostnameLabel } from '../cluster/cluster';
import type { ObjectIdentity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import type { Finding } from './result';
import type { Assessment } from './verdict/assessment';

/** What the model sees to be wrong in the manifests beside the verdicts. */
export function findingsOf(assessments: readonly Assessment[], objects: readonly ObjectIdentity[]): readonly Finding[] {
  const known = new Set(objects.map(idOf));
  return assessments.flatMap((assessment) => [...spreads(assessment), ...dependencies(assessment, known), ...accepted(assessment)]);
}

function spreads({ workload, setting }: Assessment): readonly Finding[] {
  const object = idOf(workload);
  return workload.spreads.flatMap((spread): Finding[] => {
    if (!spread.selectsItself) {
      const message = `the spread constraint over ${spread.key} counts none of the pods that it is written for, so it spreads nothing`;
      return [
        {
          rule: 'spread-selects-itself',
          object,
          pointer: `${spread.pointer}/labelSelector`,
          message,
          fix: 'give it the labels of the pod template',
        },
      ];
    }
    if (spread.key === hostnameLabel || setting.cluster.cells.some((cell) => cell.labels.has(spread.key))) return [];
    const message = `no node of the topology has the label ${spread.key}: no pod can be scheduled`;
    return [
      {
        rule: 'spread-label-exists',
        object,
        pointer: `${spread.pointer}/topologyKey`,
        message,
        fix: 'drop the constraint there, or spread over kubernetes.io/hostname',
      },
    ];
  });
}

function dependencies({ workload }: Assessment, known: ReadonlySet<string>): readonly Finding[] {
  return workload.declared.dependsOn.flatMap((edge): Finding[] => {
    if (known.has(idOf(edge))) return [];
    const message = `it depends on ${idOf(edge)}, which is not among the manifests: it is taken as always up`;
    return [
      {
        rule: 'dependency-exists',
        object: idOf(workload),
        pointer: '/metadata/annotations',
        message,
        fix: 'add its manifests, or correct the name',
      },
    ];
  });
}

function accepted({ workload }: Assessment): readonly Finding[] {
  return workload.declared.accepted.flatMap(({ what, because }): Finding[] =>
    because.trim() === ''
      ? [
          {
            rule: 'acceptance-has-reason',
            object: idOf(workload),
            pointer: '/metadata/annotations',
            message: `${what} is accepted without a reason`,
            fix: 'say why',
          },
        ]
      : [],
  );
}
