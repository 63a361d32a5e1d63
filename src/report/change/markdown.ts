import { type ChangeResult, consequences, type ObjectChange } from '../../change/result';
import { inWords } from '../../manifests/identity';
import { serviceRows } from './services';
import { summaryOf } from './text';
import { consequenceText, groupsOf, signOf, valuesText } from './values';

/** A change as Markdown for a pull request: the worst first, the fields folded, and the services if anything differs. @param name what changes, such as an environment */
export function changeMarkdown(result: ChangeResult, name: string): string {
  const parts = [
    `### ${summaryOf(result, name)}`,
    ...hazards(result),
    ...(result.objects.length > 0 ? [tableOf([['object', 'consequence', 'why'], ...worstFirst(result).map(row)])] : []),
    ...(result.services && result.services.length > 0 && result.objects.length > 0 ? [tableOf(serviceRows(result.services))] : []),
    ...result.objects.filter(({ fields }) => fields.length > 0).map(details),
  ];
  return `${parts.join('\n\n')}\n`;
}

function hazards({ hazards: all }: ChangeResult): readonly string[] {
  const lines = all.map(({ object, risk, accepted }) => {
    const what = `${inWords(object)}: \`${risk}\``;
    return accepted === undefined ? `- **not accepted** ${what}` : `- accepted ${what}, because ${accepted}`;
  });
  return lines.length > 0 ? [[...new Set(lines)].join('\n')] : [];
}

function worstFirst({ objects }: ChangeResult): readonly ObjectChange[] {
  return [...objects].sort((a, b) => consequences.indexOf(b.consequence) - consequences.indexOf(a.consequence));
}

function row(object: ObjectChange): readonly string[] {
  const worst = groupsOf(object).find(({ consequence }) => consequence === object.consequence);
  return [inWords(object), consequenceText(object), object.because ?? worst?.because ?? ''];
}

function tableOf([heading = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

function details(object: ObjectChange): string {
  const lines = groupsOf(object).flatMap(({ fields }) => fields.map((field) => `${signOf(field)} ${valuesText(field)}`));
  // A longer fence than any in a value.
  const fence = '`'.repeat(Math.max(3, ...[...lines.join('\n').matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const summary = `${inWords(object)}: ${consequenceText(object)}`;
  return `<details><summary>${summary}</summary>\n\n${fence}diff\n${lines.map(marked).join('\n')}\n${fence}\n\n</details>`;
}

/** GitHub colours lines that begin with +, - and !. */
function marked(line: string): string {
  return line.replace(/^~/, '!');
}
