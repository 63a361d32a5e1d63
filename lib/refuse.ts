import type { Construct } from 'constructs';

/**
 * Ends the making of a construct because of a wrong value.
 *
 * @param problem what is wrong, the value, and the way out: `masters must be odd to form a quorum, got 2; use 1, 3 or 5`
 * @throws always: `elasticsearch 'production/elasticsearch': <problem>`
 */
export function refuse(construct: Construct, problem: string): never {
  const kind = construct.constructor.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  throw new Error(`${kind} '${construct.node.path}': ${problem}`);
}
