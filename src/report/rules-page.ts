import { acceptAnnotationName } from '../manifests/annotations';
import type { Rule, RuleDescription, RuleGroup } from '../rules';

/** docs/rules.md: what every rule asks for, how bad it is, why, and the fix. */
export function rulesPage(groups: readonly RuleGroup[]): string {
  const head = [
    '# Rules',
    '',
    '`npm run synth` and `nines check` look at all manifests as one application. This page is written by `npm run rules`.',
    '',
    'Any finding fails, whatever its severity. An error: Kubernetes refuses it, or it cannot work. A warning: it fails in an outage, a drain or a',
    'release, or costs something. A hint: probably a typo of a name that may exist elsewhere. SARIF calls them error, warning and note.',
    '',
    `To live with a finding, write why on the object: \`${acceptAnnotationName('<rule>')}: because ...\`. It is shown in every output; without a reason`,
    'nothing is accepted. What the cluster has beside the manifests is listed under `provided:` in the topology file, or as `provided` of the',
    'environment, such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`; where a kind is listed at all, the list is',
    'complete for it.',
    '',
    'The last group are risks that a construct takes only with a reason. They are no findings: where one is taken, every output shows it.',
  ];
  return `${[...head, ...groups.flatMap((group) => ['', `## ${group.title}`, ...group.rules.flatMap(section)])].join('\n')}\n`;
}

function section(rule: Rule | RuleDescription): readonly string[] {
  const { id, severity, title, why, fix } = rule;
  const types = 'appliesTo' in rule ? ['', `Applies to: ${typesOf(rule)}.`] : [];
  const refusal = 'isAcceptable' in rule && rule.isAcceptable === false ? ' No annotation accepts it.' : '';
  return ['', `### ${id}`, '', `${title}.`, '', `${why} **Fix:** ${fix}`, '', `Severity: ${severity}.${refusal}`, ...types];
}

function typesOf({ appliesTo }: Pick<Rule, 'appliesTo'>): string {
  return appliesTo === 'every object' ? appliesTo : appliesTo.map((type) => `\`${type}\``).join(', ');
}
