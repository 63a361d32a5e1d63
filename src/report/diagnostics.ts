import type { AcceptedDiagnostic, Diagnostic, Location } from '../manifests/diagnostic';
import { append } from '../manifests/multimap';
import { folded, foldedLines, type Layout, moreText } from './layout';
import { colorOf, plain, type Style } from './style';

/** A diagnostic as text: severity, place, message, and fix. */
export function diagnosticText(diagnostic: Diagnostic): string {
  return styledText(diagnostic, plain);
}

/** The same on a terminal. */
export function styledText(diagnostic: Diagnostic, style: Style): string {
  const { severity, rule, place, message, fix } = diagnostic;
  const mark = style(colorOf[severity], `${severity}:`);
  if (place.pointer === undefined) return `${mark} ${sentence(diagnostic)}`;
  return `${mark} ${placeText(place)}\n  ${message} ${style('dim', `[${rule}]`)}${fix && `\n  ${fix}`}`;
}

/** A diagnostic in one line, without its severity: place, message, and fix. */
export function diagnosticLine({ place, message, fix }: Diagnostic): string {
  return [filePlace(place), objectText(place), `${message}; ${fix}`].filter(Boolean).join(': ');
}

/** A diagnostic without a place in a manifest, in one sentence unless its message ends with further lines. */
function sentence({ place, message, fix }: Diagnostic): string {
  const text = [...originOf(place), message].join(': ');
  return fix === '' ? text : `${text}${message.endsWith('\n') ? '' : '; '}${fix}`;
}

/** The environment and its setting as the user wrote it, or else the construct. */
function originOf(place: Location): readonly string[] {
  const { construct, setting } = place;
  const file = filePlace(place);
  // An empty name of an environment is a problem in itself.
  const environment = construct?.split('/')[0] || "''";
  const origin = setting === undefined ? construct && `'${construct}'` : construct === undefined ? setting : `${environment}: ${setting}`;
  return [...(file ? [file] : []), ...(origin ? [origin] : [])];
}

/** The file, the object, the place in it, the construct that created it, and the user's setting. */
export function placeText(place: Location): string {
  return [filePlace(place), objectText(place)].filter(Boolean).join(' ');
}

function filePlace({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

function objectText({ object, pointer, construct, setting }: Location): string {
  const origin = [construct && `made by ${construct}`, setting && `set by ${setting}`].filter(Boolean).join(', ');
  const name = object && `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
  return [name, pointer, origin && `(${origin})`].filter(Boolean).join(' ');
}

/** The accepted findings and the objects without a known schema that are shown without `--all`. */
const SHOWN = 10;

/** The accepted findings, one per line. */
export function acceptedText(accepted: readonly AcceptedDiagnostic[], layout: Layout = {}): string {
  const lines = accepted.map((it) => `  ${objectText(it.place)}: ${it.message} [${it.rule}], because ${it.because}${whereAccepted(it)}`);
  return foldedLines(lines, SHOWN, layout).join('\n');
}

/** An entry of a file: an annotation is with its object. */
function whereAccepted({ acceptedIn, until }: AcceptedDiagnostic): string {
  return acceptedIn ? ` (${filePlace(acceptedIn)}${until === undefined ? '' : `, until ${until}`})` : '';
}

/** The objects without a known schema: one per line, those of a message in one where there are several. */
export function skippedText(skipped: readonly Diagnostic[], layout: Layout = {}): string {
  const byMessage = new Map<string, Diagnostic[]>();
  for (const it of skipped) append(byMessage, it.message, it);
  const { shown, more } = folded([...byMessage], SHOWN, layout);
  const lines = shown.map(([message, found]) => {
    const [first] = found as [Diagnostic];
    const others = found.length > 1 ? ` and ${found.length - 1} more` : '';
    return `  ${objectText(first.place)}${others}: ${message}`;
  });
  return [...lines, ...(more > 0 ? [`  ${moreText(more, layout)}`] : [])].join('\n');
}
