import { type Environment, environmentNamed, imageIn, type NewImage } from './environments';
import { imageOf, repositoryOf } from './image';
import { UsageError } from './usage-error';

const example = 'npm run release -- production registry.shop.example/backend:1.1.0@sha256:...';

/**
 * `npm run release -- ENVIRONMENT IMAGE [SERVICE]`: another version of an image.
 *
 * @throws UsageError if the image isn't pinned, and if it isn't clear whose it is
 */
export function released(environments: readonly Environment[], args: readonly string[]): readonly NewImage[] {
  const [name, text, named, ...others] = args;
  if (name === undefined || text === undefined || others.length > 0)
    throw new UsageError('expected an environment, an image, and perhaps a service', `write ${example}`);
  const environment = environmentNamed(environments, name);
  const image = imageOf(text);
  if (!image)
    throw new UsageError(`'${text}' must be repository:version@sha256:digest`, 'docker buildx imagetools inspect prints the digest');
  const service = named ?? serviceOf(environment, image.repository);
  const before = imageIn(environment, service);
  if (repositoryOf(before) !== image.repository)
    throw new UsageError(`${service} of ${name} runs ${repositoryOf(before)}, and not ${image.repository}`, 'check the image');
  if (before === text) throw new UsageError(`${name} has ${text} already`, 'nothing to release');
  return [{ environment: name, service, before, after: text }];
}

function serviceOf({ name, images }: Environment, repository: string): string {
  const found = [...images].flatMap(([service, image]) => (repositoryOf(image) === repository ? [service] : []));
  const [only, ...others] = found;
  if (only === undefined) throw new UsageError(`${name} has no image of ${repository}`, `its images are ${listed([...images.values()])}`);
  if (others.length > 0)
    throw new UsageError(`${name} has several images of ${repository}: ${listed(found)}`, 'write the name of the service after the image');
  return only;
}

function listed(words: readonly string[]): string {
  return words.map((it) => it.replace(/@.*/, '')).join(', ');
}
