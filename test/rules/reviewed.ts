import { indexOf } from '../../src/manifests/object-index';
import * as rules from '../../src/rules';

/** What the rules say of documents. */
export function rulesOver(documents: Parameters<typeof indexOf>[0], options?: rules.ReviewOptions): rules.Review {
  return rules.rulesOver(indexOf(documents), options);
}
