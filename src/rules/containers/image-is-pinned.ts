import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

/** Tags by which registries mean whatever is newest on some branch or channel, as it is or in a variant such as `stable-alpine`. */
const moving =
  /^(latest|main|master|head|edge|nightly|canary|snapshot|dev|devel|develop|development|stable|lts|current|mainline|rolling|prod|production|staging|test)(-[a-z]+)*$/i;

export const imageIsPinned: Rule = {
  id: 'image-is-pinned',
  severity: 'warning',
  title: 'The tag of an image does not move',
  why: 'Two pods of one Deployment run different programs, and a restart is an upgrade that nobody asked for.',
  fix: 'Name a version, or better a digest.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const at = container.at('image');
      const image = at.text();
      if (image === undefined || image.includes('@')) continue;
      const last = image.slice(image.lastIndexOf('/') + 1);
      const tag = last.includes(':') ? last.slice(last.lastIndexOf(':') + 1) : undefined;
      if (tag === undefined)
        yield {
          at,
          message: `'${image}' has no tag, which means 'latest': whatever was pushed last`,
          fix: `write a version: ${image}:1.2.3, or a digest`,
        };
      else if (moving.test(tag))
        yield { at, message: `the tag '${tag}' moves: it means whatever was pushed last`, fix: 'write a version, or add a digest' };
    }
  },
};
