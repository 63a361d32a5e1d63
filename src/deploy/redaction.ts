import { objectAt, textAt } from '../manifests/value';

/** Shorter values would blacken every other word. */
const SHORTEST = 4;

/** A message of the API server about an object, without the values of a Secret: a server that can't read one quotes it. */
export function redacted(message: string, manifest: unknown): string {
  if (textAt(manifest, 'kind') !== 'Secret') return message;
  const values = ['data', 'stringData'].flatMap((field) => Object.values(objectAt(manifest, field)));
  const texts = values.flatMap((value) => [String(value), Buffer.from(String(value), 'base64').toString('utf8')]);
  const secret = texts.filter((text) => text.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return secret.reduce(
    (text, value) => text.replaceAll(value, '(hidden)').replaceAll(JSON.stringify(value).slice(1, -1), '(hidden)'),
    message,
  );
}
