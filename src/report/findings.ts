import type { AcceptedFinding, Finding } from '../rules';

/** What is wrong, with its place and the way out. */
export function findingText(finding: Finding): string {
  const { file, line, column, message, rule, fix } = finding;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place ? `${place} ` : ''}${objectText(finding)}\n  ${message} [${rule}]\n  ${fix}`;
}

/** The object, where in it, and the construct that made it. */
function objectText({ kind, namespace, name, pointer, path }: Finding): string {
  const object = `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
  return [object, pointer, path && `(made by ${path})`].filter(Boolean).join(' ');
}

/** What annotations accept, a line each. */
export function acceptedText(accepted: readonly AcceptedFinding[]): string {
  return accepted.map((it) => `  ${objectText(it)}: ${it.message} [${it.rule}], because ${it.because}`).join('\n');
}

/** The objects that could not be compared with a schema. */
export function skippedText(skipped: readonly Finding[]): string {
  return skipped.map((it) => `  ${objectText(it)}: ${it.message}`).join('\n');
}
