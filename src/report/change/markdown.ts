import { IN_PLACE } from '../../change/consequence/rules';
import { type ChangeResult, consequences, isUnchanged, type ObjectChange } from '../../change/result';
import { fenced, folded, tableOf } from '../markdown-blocks';
import { serviceRows, verdictNotes } from './services';
import { hazardText, summaryOf } from './text';
import { consequenceText, fieldLines, groupsOf, type ObjectsToldOnce, signOf, subjectsOf, toldOnce, topologyValuesText } from './values';

/** A change as Markdown for a pull request: the worst first, the fields folded, and the services if anything differs. @param name what changes, such as an environment */
export function changeMarkdown(result: ChangeResult, name: string): string {
  const parts = [
    `### ${summaryOf(result, name)}`,
    ...hazards(result),
    ...topology(result),
    ...(result.objects.length > 0
      ? [tableOf([['object', 'consequence', 'why'], ...toldOnce(worstOf(result.objects), told).map(row)])]
      : []),
    ...(isUnchanged(result) ? [] : services(result)),
    ...toldOnce(
      result.objects.filter(({ fields }) => fields.length > 0),
      told,
    ).map(details),
  ];
  return `${parts.join('\n\n')}\n`;
}

function hazards({ hazards: all }: ChangeResult): readonly string[] {
  const lines = all.map((hazard) => {
    const { accepted } = hazard;
    const what = hazardText(hazard, (risk) => `\`${risk}\``);
    return accepted === undefined ? `- **not accepted** ${what}` : `- accepted ${what}, because ${accepted}`;
  });
  return lines.length > 0 ? [[...new Set(lines)].join('\n')] : [];
}

function services({ services: all = [] }: ChangeResult): readonly string[] {
  const notes = verdictNotes(all).map((note) => `- ${note}`);
  return all.length > 0 ? [tableOf(serviceRows(all)), ...(notes.length > 0 ? [notes.join('\n')] : [])] : [];
}

function topology({ topology: all = [] }: ChangeResult): readonly string[] {
  return all.length > 0
    ? [fenced('diff', ['The cluster:', ...all.map((it) => marked(`${signOf(it)} ${topologyValuesText(it)}`))].join('\n'))]
    : [];
}

function row(objects: ObjectsToldOnce): readonly string[] {
  const [object] = objects;
  return [subjectsOf(objects), consequenceText(object), reasonsOf(object).join('<br>')];
}

/** All that is told of an object, besides its name. */
function told(object: ObjectChange): string {
  return [consequenceText(object), ...reasonsOf(object), ...linesOf(object)].join('\n');
}

function linesOf(object: ObjectChange): readonly string[] {
  return groupsOf(object).flatMap(({ fields }) => fields.flatMap(fieldLines));
}

/** Each reason with its fix, the worst first. Most fields are updated in place, which says little. */
function reasonsOf(object: ObjectChange): readonly string[] {
  const groups = object.because === undefined ? groupsOf(object) : [{ ...object, because: object.because }];
  const telling = groups.filter(({ because }) => because !== IN_PLACE);
  const told = worstOf(telling.length > 0 ? telling : groups).map(({ because, fix }) => (fix ? `${because}; ${fix}` : because));
  return [...new Set(told)].map((text) => text.replaceAll('\n', '<br>'));
}

function worstOf<T extends Pick<ObjectChange, 'consequence'>>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => consequences.indexOf(b.consequence) - consequences.indexOf(a.consequence));
}

function details(objects: ObjectsToldOnce): string {
  const [object] = objects;
  const summary = `${subjectsOf(objects)}: ${consequenceText(object)}`;
  return folded(summary, fenced('diff', linesOf(object).map(marked).join('\n')));
}

/** GitHub colours lines that begin with +, - and !. */
function marked(line: string): string {
  return line.replace(/^~/, '!');
}
