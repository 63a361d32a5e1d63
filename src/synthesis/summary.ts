import type { ServiceResult } from '../availability';
import type { Topology } from '../cluster/topology';
import { EKS_REPAIR } from '../platform/aws';
import { acceptedText, diagnosticText, skippedText } from '../report/diagnostics';
import { expectedChanges } from '../report/left-for-changes';
import { serviceTable } from '../report/table';
import { placeholdersIn } from './placeholders';
import { prerequisitesOf } from './prerequisites';
import { createSecretLine } from './secrets';
import type { IndexedSynthesis } from './synthesis';

/** The summary of an environment: what was synthesized, what is proved, and the prerequisites of its cluster. */
export function summaryOf(synthesis: IndexedSynthesis): string {
  const { environment, milliseconds, review, advice, index } = synthesis;
  const { objects } = index;
  const kinds = new Set(objects.map(({ kind }) => kind)).size;
  const { ingress } = environment.platform;
  const needs = prerequisitesOf(index, { [ingress.name]: ingress.controller });
  return [
    `${environment.name}: ${objects.length} objects of ${kinds} kinds in ${Math.round(milliseconds)} ms`,
    ...promises(synthesis.services),
    ...(review.accepted.length > 0 ? [`  accepts\n${indented(acceptedText(review.accepted))}`] : []),
    ...(advice.length > 0 ? [`  advice\n${indented(indented(advice.map((it) => diagnosticText(it)).join('\n')))}`] : []),
    ...(review.skipped.length > 0 ? [`  not checked against a schema\n${indented(skippedText(review.skipped))}`] : []),
    ...[...customResources(needs.crds), ...needs.cluster, ...nodeRepair(environment.platform.topology)].map((need) => `  requires ${need}`),
    ...needs.secrets.map(
      (secret) =>
        `  requires the Secret ${secret.name} (${secret.keys.join(', ') || 'any keys'}): ${createSecretLine(secret, environment.cluster?.context)}`,
    ),
    ...placeholdersIn(synthesis).map((line) => `  ${line}`),
  ].join('\n');
}

/** The table of promises and proofs with what changes are expected to cost, or a line that there are none. */
function promises(services: readonly ServiceResult[]): string[] {
  if (services.every(({ target }) => target === undefined)) return ['  promises no availability'];
  return [indented(serviceTable(services)), ...expectedChanges(services).map((line) => `  ${line}`)];
}

/** What the rate of the nodes relies on. */
function nodeRepair({ zones }: Topology): string[] {
  const rates = zones.flatMap(({ pools }) => pools.map(({ rate }) => rate));
  if (!rates.some((rate) => rate !== 'never' && rate.mttrSource === EKS_REPAIR)) return [];
  return ['node auto repair of EKS, or a lost node is away for longer than the hour that is counted: docs/availability.md'];
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** Each API group that is not built into Kubernetes, with the kinds in use. */
function customResources(crds: readonly string[]): string[] {
  const groups = [...new Set(crds.map((crd) => crd.slice(crd.indexOf('.') + 1)))];
  return groups.map((group) => {
    const kinds = crds.filter((crd) => crd.endsWith(`.${group}`)).map((crd) => crd.slice(0, crd.indexOf('.')));
    return `${group}: CRDs (${kinds.join(', ')}) and the controller`;
  });
}
