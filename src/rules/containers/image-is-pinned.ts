import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

/** Tags that by convention move to the newest image of a branch or channel, alone or with a variant such as `stable-alpine`. */
const moving =
  /^(latest|main|master|head|edge|nightly|canary|snapshot|dev|devel|develop|development|stable|lts|current|mainline|rolling|prod|production|staging|test)(-[a-z]+)*$/i;

export const imageIsPinned: Rule = {
  id: 'image-is-pinned',
  severity: 'warning',
  title: 'Every image is pinned to a version or a digest',
  why: 'With a moving tag, pods of one Deployment may run different versions, and any restart may be an unplanned upgrade. In the sources of a Kustomization, which can set the tag, it is a hint.',
  fix: 'Use a version tag, or better, a digest.',
  appliesTo: podMakers,
  *check({ pod, document: { isKustomized } }) {
    const severity = isKustomized ? 'hint' : 'warning';
    for (const container of pod?.containers ?? []) {
      const at = container.at('image');
      const image = at.text();
      // ko builds the image, and writes its digest.
      if (image === undefined || image.includes('@') || image.startsWith('ko://')) continue;
      const last = image.slice(image.lastIndexOf('/') + 1);
      const tag = last.includes(':') ? last.slice(last.lastIndexOf(':') + 1) : undefined;
      if (tag === undefined)
        yield {
          severity,
          at,
          message: `image '${image}' has no tag, so it defaults to 'latest'`,
          fix: `write a version, such as ${image}:1.2.3, or a digest`,
        };
      else if (moving.test(tag))
        yield { severity, at, message: `tag '${tag}' is not fixed: it moves to the latest push`, fix: 'write a version, or add a digest' };
    }
  },
};
