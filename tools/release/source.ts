import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { NewImage } from './environments';
import { UsageError } from './usage-error';

const FOLDER = 'environments';

/** A text in a file. */
interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Writes new images where the environment has the old ones, and touches nothing else. @returns a way back, and the files */
export function writeImages(images: readonly NewImage[]): { readonly files: readonly string[]; readonly restore: () => void } {
  const edits = images.map((image) => ({ ...image, ...placeOf(image) }));
  const files = [...new Set(edits.map(({ file }) => file))];
  const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  for (const file of files) {
    const last = edits.filter((edit) => edit.file === file).sort((a, b) => b.start - a.start);
    const edited = last.reduce(
      (text, { start, end, after }) => `${text.slice(0, start)}'${after}'${text.slice(end)}`,
      texts.get(file) as string,
    );
    writeFileSync(file, edited);
  }
  return {
    files,
    restore: () => {
      for (const [file, text] of texts) writeFileSync(file, text);
    },
  };
}

/**
 * Where an environment has the image of a service: `image: '...'` in the object of the service, in the object with its name.
 *
 * @throws UsageError if the image comes from somewhere else, such as the environment that it spreads
 */
function placeOf({ environment, service, before, after }: NewImage): Place {
  const sources = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(FOLDER, file))
    .map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  const objects = sources.flatMap((source) => objectsIn(source).map((object) => ({ source, object })));
  const found = objects.filter(({ object }) => textOf(propertyOf(object, 'name')) === environment);
  for (const { source, object } of found) {
    const image = propertyOf(objectIn(propertyOf(object, service)), 'image');
    if (image && textOf(image) === before) return { file: source.fileName, start: image.getStart(source), end: image.getEnd() };
  }
  const file = found[0]?.source.fileName ?? FOLDER;
  throw new UsageError(
    `${file} has no line image: '${before}' in ${service} of ${environment}: it comes from somewhere else, such as an environment that is spread`,
    `change it there, or write image: '${after}' in ${service} of ${environment}`,
  );
}

function objectsIn(source: ts.SourceFile): readonly ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The value of a property; of several with one name, the last one counts. */
function propertyOf(object: ts.ObjectLiteralExpression | undefined, name: string): ts.Expression | undefined {
  const own = object?.properties.filter(
    (property): property is ts.PropertyAssignment =>
      ts.isPropertyAssignment(property) &&
      (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) &&
      property.name.text === name,
  );
  return own?.at(-1)?.initializer;
}

/** An object, whatever is asserted of its type. */
function objectIn(value: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (!value) return undefined;
  if (ts.isObjectLiteralExpression(value)) return value;
  const isWrapped = ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value);
  return isWrapped ? objectIn(value.expression) : undefined;
}

function textOf(value: ts.Expression | undefined): string | undefined {
  return value && ts.isStringLiteralLike(value) ? value.text : undefined;
}
