import { type Environment, environmentNamed, imageIn, type NewImage } from './environments';
import { imageOf, repositoryOf } from './image';
import { UsageError } from './usage-error';

/**
 * `npm run promote -- SOURCE TARGET [SERVICE...]`: the images that run in one environment, for another one. Without services, each that both have and
 * whose digest differs.
 *
 * @throws UsageError if there is nothing to promote, or an image can't be promoted as it is
 */
export function promoted(environments: readonly Environment[], args: readonly string[]): readonly NewImage[] {
  const [from, to, ...named] = args;
  if (from === undefined || to === undefined)
    throw new UsageError('expected two environments, and perhaps services', 'write npm run promote -- staging production backend');
  if (from === to) throw new UsageError(`'${from}' is both environments`, 'write npm run promote -- staging production');
  const [source, target] = [environmentNamed(environments, from), environmentNamed(environments, to)];
  const common = [...source.images.keys()].filter((service) => target.images.has(service));
  const services = named.length > 0 ? [...new Set(named)] : common;
  const images = services.flatMap((service) => newImage(source, target, service));
  if (images.length === 0) throw new UsageError(`${to} has the images of ${from} already: ${services.join(', ')}`, 'nothing to promote');
  return images;
}

/** None if both run the same digest. */
function newImage(source: Environment, target: Environment, service: string): readonly NewImage[] {
  const [before, after] = [imageIn(target, service), imageIn(source, service)];
  if (before === after) return [];
  const image = imageOf(after);
  if (!image)
    throw new UsageError(
      `${service} of ${source.name} runs '${after}', which has no digest`,
      `release it there first: npm run release -- ${source.name} ${repositoryOf(after)}:version@sha256:...`,
    );
  if (imageOf(before)?.digest === image.digest) return [];
  if (repositoryOf(before) !== image.repository)
    throw new UsageError(
      `${service} runs ${image.repository} in ${source.name}, and ${repositoryOf(before)} in ${target.name}`,
      `copy the image there, and write npm run release -- ${target.name} ${repositoryOf(before)}:${image.version}@${image.digest}`,
    );
  return [{ environment: target.name, service, before, after }];
}
