/** Something that the server refuses and no rule looks for, by what the server says; docs/schema.md has a line for each. */
export interface Unknown {
  readonly because: string;
  readonly message: RegExp;
}

export const unknown: readonly Unknown[] = [];
