/** The type of a JSON value, with an article. */
function sortOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'a missing value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'a string';
  if (typeof value === 'boolean') return 'a boolean';
  return Number.isInteger(value) ? 'an integer' : 'a number';
}

/** A value in a message, shortened if it is long. */
export function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'the list' : 'the object';
  const text = typeof value === 'string' ? `'${value}'` : String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

/** The message for a value of the wrong type. */
export function mustBe(expected: string, value: unknown): string {
  return `must be ${expected}, got ${sortOf(value)}${typeof value === 'object' || value === undefined ? '' : `: ${show(value)}`}`;
}

/** `a, b or c`, shortened if there are too many to read. */
export function choice(words: readonly string[], most = 12): string {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
