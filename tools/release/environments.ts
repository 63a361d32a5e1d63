import { resolve, sep } from 'node:path';
import { UsageError } from './usage-error';

/** An environment as far as a release is concerned: each of its services with an image. */
export interface Environment {
  readonly name: string;

  /** Images by service. */
  readonly images: ReadonlyMap<string, string>;
}

/** The image of a service, and the one that it gets. */
export interface NewImage {
  readonly environment: string;
  readonly service: string;
  readonly before: string;
  readonly after: string;
}

/** The environments of the application in the working directory as they are now, with their spreads resolved. */
export function readEnvironments(): readonly Environment[] {
  const folder = `${resolve('environments')}${sep}`;
  for (const file of Object.keys(require.cache)) if (file.startsWith(folder)) delete require.cache[file];
  const { environments } = require(resolve('environments')) as { environments: readonly ({ name: string } & object)[] };
  return environments.map((environment) => ({ name: environment.name, images: imagesIn(environment) }));
}

function imagesIn(environment: object): ReadonlyMap<string, string> {
  const images = Object.entries(environment).flatMap(([service, value]): [string, string][] => {
    const image = (value as { readonly image?: unknown } | null | undefined)?.image;
    return typeof image === 'string' ? [[service, image]] : [];
  });
  return new Map(images);
}

/** @throws UsageError if there is no such environment */
export function environmentNamed(environments: readonly Environment[], name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (!found) throw new UsageError(`unknown environment '${name}'`, `write ${choice(environments.map((it) => it.name))}`);
  return found;
}

/** The image of a service. @throws UsageError if it has none */
export function imageIn({ name, images }: Environment, service: string): string {
  const image = images.get(service);
  if (image === undefined) throw new UsageError(`${name} has no image of '${service}'`, `write ${choice([...images.keys()])}`);
  return image;
}

/** The images that differ from one reading to the next. */
export function newImages(before: readonly Environment[], after: readonly Environment[]): readonly NewImage[] {
  return after.flatMap(({ name: environment, images }) => {
    const old = before.find(({ name }) => name === environment)?.images;
    return [...images].flatMap(([service, image]) => {
      const was = old?.get(service);
      return was === undefined || was === image ? [] : [{ environment, service, before: was, after: image }];
    });
  });
}

/** `a, b or c` */
function choice(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
