/** Something that the person who runs the tests can put right: printed as one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
