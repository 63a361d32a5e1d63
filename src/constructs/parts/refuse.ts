import type { Construct } from 'constructs';

/** A value that can't be used. Its message is all that its reader needs: where, the value, and the way out. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/**
 * Ends the making of a construct because of a wrong value.
 *
 * @param problem what is wrong, the value, and the way out: `masters must be odd to form a quorum, got 2; use 3, 5 or 7`
 * @throws RefusedError always: `elasticsearch 'production/elasticsearch': <problem>`
 */
export function refuse(construct: Construct, problem: string): never {
  const kind = construct.constructor.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  throw new RefusedError(`${kind} '${construct.node.path}': ${problem}`);
}
