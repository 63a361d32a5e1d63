import type { IConstruct } from 'constructs';
import { type Diagnostic, invalidValue } from '../../manifests/diagnostic';

/** Why a value is refused. */
export interface Refusal {
  /**
   * The prop as its user writes it, such as `replicas`, `resources.memory` or `hosts[0]`.
   *
   * @default the construct as a whole
   */
  readonly setting?: string;

  /** The problem, with the value. It follows the setting: `must be a whole number of 2 or more, got 1`. */
  readonly message: string;

  /** What to write instead. */
  readonly fix: string;
}

/** One or more values were refused. The message says where, the value, and what to write. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  /** The same as diagnostics, one for each value. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.diagnostics = diagnostics;
    // Node prints the other properties of an uncaught error below its message, which says the same.
    Object.defineProperty(this, 'diagnostics', { enumerable: false });
  }
}

/** The refusals of each construct tree whose refusals are collected. */
const collected = new WeakMap<IConstruct, Diagnostic[]>();

/**
 * Collects the refusals of a construct tree from now on instead of throwing the first, so that all are reported at once.
 *
 * @param root the root of a tree of constructs, such as an App
 */
export function collectRefusals(root: IConstruct): Diagnostic[] {
  const refusals: Diagnostic[] = [];
  collected.set(root, refusals);
  return refusals;
}

/**
 * Refuses a value of a construct. It returns only if refusals are collected. Then the other values are checked as well, and a construct that
 * `isRefused` creates no objects.
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

/** Whether a value of this construct was refused, so that it must not create objects. */
export function isRefused(construct: IConstruct): boolean {
  return (collected.get(construct.node.root) ?? []).some(({ place }) => place.construct === construct.node.path);
}

/** Whether a value of any construct of the tree was refused: objects may be missing for that reason alone. */
export function isAnyRefused({ node: { root } }: IConstruct): boolean {
  return (collected.get(root) ?? []).length > 0;
}

/** A refusal as a diagnostic. */
export function diagnosticOf({ setting, message, fix }: Refusal, construct?: string): Diagnostic {
  return { severity: 'error', rule: invalidValue, place: { construct, setting }, message, fix };
}

/** A refusal on one line: `replicas must be a whole number of 2 or more, got 1; <fix>`. */
export function refusalText({ setting, message, fix }: Refusal): string {
  return `${setting === undefined ? '' : `${setting} `}${message}; ${fix}`;
}
