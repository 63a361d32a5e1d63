import type { RuleGroup } from '../rules';

/** Every rule with its severity, one per line, by group. */
export function ruleList(groups: readonly RuleGroup[]): string {
  const width = Math.max(...groups.flatMap(({ rules }) => rules.map(({ id }) => id.length)));
  return groups
    .map(({ title, rules }) =>
      [title, ...rules.map(({ id, severity, title }) => `  ${id.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${title}\n`)]
        .join('\n')
        .replaceAll('\n\n', '\n'),
    )
    .join('\n');
}
