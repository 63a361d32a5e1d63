import type { Plan } from './plan';

const REPOSITORY = 'docker.elastic.co/elasticsearch/elasticsearch';

/** The image, with its tag even if it has a digest: the kubelet ignores the tag, and people read it. */
export function imageOf({ props: { imageRepository = REPOSITORY, version, imageDigest } }: Plan): string {
  return `${imageRepository}:${version}${imageDigest ? `@${imageDigest}` : ''}`;
}
