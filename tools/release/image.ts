/** An image that is pinned by its digest. */
export interface Image {
  readonly repository: string;
  readonly version: string;
  readonly digest: string;
}

const pinned =
  /^(?<repository>[a-z0-9][a-z0-9./_-]*(?::\d+\/[a-z0-9./_-]+)?):(?<version>[A-Za-z0-9_][A-Za-z0-9_.-]*)@(?<digest>sha256:[0-9a-f]{64})$/;

/** The parts of `repository:version@sha256:digest`; undefined if one is missing. */
export function imageOf(text: string): Image | undefined {
  const { repository, version, digest } = pinned.exec(text)?.groups ?? {};
  return repository && version && digest ? { repository, version, digest } : undefined;
}

/** The repository of an image, whether or not it is pinned. */
export function repositoryOf(text: string): string {
  const [untagged = ''] = text.split('@');
  return untagged.replace(/:[^:/]*$/, '');
}
