import type { IConstruct } from 'constructs';
import { type Diagnostic, invalidValue } from '../../manifests/diagnostic';

/** What is wrong with one value. */
export interface Refusal {
  /**
   * The prop as its user writes it, such as `replicas`, `resources.memory` or `hosts[0]`.
   *
   * @default the construct as a whole
   */
  readonly setting?: string;

  /** What is wrong, with the value. It reads on from the setting: `must be a whole number of 2 or more, got 1`. */
  readonly message: string;

  /** What to write instead. */
  readonly fix: string;
}

/** Values that can't be used. Its message is all that its reader needs: where, the value, and what to write. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  /** The same in parts, one for each value. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

/** What was refused in each tree that somebody collects refusals of. */
const collected = new WeakMap<IConstruct, Diagnostic[]>();

/**
 * From now on, what constructs of this tree refuse is collected here instead of thrown, so that all of it can be told at once.
 *
 * @param root the root of a tree of constructs, such as an App
 */
export function collectRefusals(root: IConstruct): Diagnostic[] {
  const refusals: Diagnostic[] = [];
  collected.set(root, refusals);
  return refusals;
}

/**
 * Refuses a value of a construct. It returns only where refusals are collected: then the next values are checked as well, and a construct that
 * `isRefused` makes no objects.
 *
 * @throws RefusedError unless refusals are collected: `web service 'production/backend/service': replicas must be ..., got 1; <fix>`
 */
export function refuse(construct: IConstruct, refusal: Refusal): void {
  const diagnostic = diagnosticOf(refusal, construct.node.path);
  const refusals = collected.get(construct.node.root);
  if (!refusals) {
    const kind = construct.constructor.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
    throw new RefusedError(`${kind} '${construct.node.path}': ${refusalText(refusal)}`, [diagnostic]);
  }
  refusals.push(diagnostic);
}

/** Whether a value of this construct was refused, so that its objects would make no sense. */
export function isRefused(construct: IConstruct): boolean {
  return (collected.get(construct.node.root) ?? []).some(({ place }) => place.construct === construct.node.path);
}

/** A refusal as a diagnostic. */
export function diagnosticOf({ setting, message, fix }: Refusal, construct?: string): Diagnostic {
  return { severity: 'error', rule: invalidValue, place: { construct, setting }, message, fix };
}

/** A refusal in one line: `replicas must be a whole number of 2 or more, got 1; <fix>`. */
export function refusalText({ setting, message, fix }: Refusal): string {
  return `${setting === undefined ? '' : `${setting} `}${message}; ${fix}`;
}
