import type { Rule, RuleGroup } from '../rules';

/** docs/rules.md: what every rule asks for, why, and the way out. */
export function rulesPage(groups: readonly RuleGroup[]): string {
  const head = [
    '# Rules',
    '',
    '`npm run synth` and `nines check` look at all manifests as one application. This page is written by `npm run rules`.',
    '',
    'To live with a finding, write why on the object: `nines.dev/accept.<rule>: because ...`. It is shown in every output; without a reason',
    'nothing is accepted. What the cluster has beside the manifests is listed under `provided:` in the topology file, or as `provided` of the',
    'environment, such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`; where a kind is listed at all, the list is',
    'complete for it.',
  ];
  return `${[...head, ...groups.flatMap((group) => ['', `## ${group.title}`, ...group.rules.flatMap(section)])].join('\n')}\n`;
}

function section({ id, title, why, fix, appliesTo }: Rule): readonly string[] {
  const types = appliesTo === 'every object' ? 'every object' : appliesTo.map((type) => `\`${type}\``).join(', ');
  return ['', `### ${id}`, '', `${title}.`, '', `${why} **Way out:** ${fix}`, '', `Applies to: ${types}.`];
}
