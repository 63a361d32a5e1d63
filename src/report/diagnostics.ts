import type { AcceptedDiagnostic, Diagnostic, Location } from '../manifests/diagnostic';

/** A diagnostic as text: severity, place, message, and fix. */
export function diagnosticText(diagnostic: Diagnostic): string {
  const { severity, rule, place, message, fix } = diagnostic;
  if (place.pointer === undefined) return `${severity}: ${sentence(diagnostic)}`;
  return `${severity}: ${placeText(place)}\n  ${message} [${rule}]${fix && `\n  ${fix}`}`;
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

/** The accepted findings, one per line. */
export function acceptedText(accepted: readonly AcceptedDiagnostic[]): string {
  return accepted.map((it) => `  ${objectText(it.place)}: ${it.message} [${it.rule}], because ${it.because}`).join('\n');
}

/** The objects without a known schema. */
export function skippedText(skipped: readonly Diagnostic[]): string {
  return skipped.map((it) => `  ${objectText(it.place)}: ${it.message}`).join('\n');
}
