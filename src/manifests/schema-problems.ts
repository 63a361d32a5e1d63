import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Mistake } from './diagnostic';
import { nearest } from './nearest';
import { type Path, pathOf } from './pointer';
import { isObject } from './value';
import { choice, mustBe, show } from './words';

/** A problem with a value of a file, and the path of the value that has it. */
export interface SchemaProblem extends Mistake {
  readonly path: Path;
}

/** The grammars of values, by their name in `x-syntax` of a schema: the problem with a value, undefined if it is valid. */
export type Syntaxes = Readonly<Record<string, (value: unknown) => Mistake | undefined>>;

/** A JSON schema with definitions. */
interface Schema {
  readonly definitions?: Readonly<Record<string, unknown>>;
}

/** A part of the schema. */
interface Part {
  readonly type?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Part>>;
}

/** Every problem that a JSON schema finds in a value, each described in words of ours. */
export class SchemaProblems {
  private readonly schema: Schema;
  private readonly syntaxes: Syntaxes;
  private readonly referenced: readonly Schema[];
  private compiled: ValidateFunction | undefined;

  /** @param referenced the schemas that the first one refers to */
  constructor(schema: Schema, syntaxes: Syntaxes, referenced: readonly Schema[] = []) {
    this.schema = schema;
    this.syntaxes = syntaxes;
    this.referenced = referenced;
  }

  in(value: unknown): readonly SchemaProblem[] {
    this.compiled ??= this.compile();
    if (this.compiled(value)) return [];
    const errors = this.compiled.errors ?? [];
    return errors.filter((error) => !isConsequence(error, errors)).map((error) => this.problemOf(error));
  }

  /** On first use, and once: it takes longer than all else that is done with a small file. */
  private compile(): ValidateFunction {
    const { default: Ajv } = require('ajv') as typeof import('ajv');
    const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, schemas: [...this.referenced] });
    const { syntaxes } = this;
    ajv.addKeyword({ keyword: 'x-syntax', schemaType: 'string', validate: (name: string, value: unknown) => !syntaxes[name]?.(value) });
    return ajv.compile(this.schema);
  }

  private problemOf(error: ErrorObject): SchemaProblem {
    const path = pathOf(error.instancePath);
    const { data } = error;
    const part = error.parentSchema as Part;
    switch (error.keyword) {
      case 'additionalProperties': {
        const name = (error.params as { additionalProperty: string }).additionalProperty;
        return { path: [...path, name], ...unknownField(name, Object.keys(part.properties ?? {})) };
      }
      case 'required': {
        const name = (error.params as { missingProperty: string }).missingProperty;
        return { path, message: `'${name}' is missing`, fix: `add '${name}', ${this.describe(part.properties?.[name])}` };
      }
      case 'x-syntax':
        return { path, ...this.described(this.syntaxes[String(error.schema)]?.(data) ?? this.invalid(part, data), part) };
      case 'type':
        return {
          path,
          message: mustBe(withArticle(part.type), data),
          fix: part.type === 'string' && !isObject(data) ? 'quote it' : `write ${withArticle(part.type)}`,
        };
      case 'enum':
        return { path, ...unsupported(data, part.enum ?? []) };
      case 'anyOf': {
        const [noun = '', example = noun] = this.describe(part).split(' such as ');
        return { path, message: mustBe(noun, data), fix: `write ${example}` };
      }
      case 'minItems':
        return { path, message: 'the list must not be empty', fix: 'add an item' };
      case 'maxItems':
        return { path, message: `the list has too many items: ${(data as unknown[]).length}`, fix: `use at most ${error.schema}` };
      case 'minLength':
        return { path, message: 'must not be empty', fix: `write ${this.describe(part)}` };
      case 'minimum':
      case 'exclusiveMinimum':
      case 'maximum':
        return { path, message: `${show(data)} is out of range`, fix: `write ${withArticle(part.type)} ${bounds(part, error)}` };
      default:
        return { path, ...this.invalid(part, data) };
    }
  }

  /** A problem whose fix is the description of the value in the schema, unless it has a better one. */
  private described({ message, fix }: Mistake, part: Part): Mistake {
    return { message, fix: fix || `write ${this.describe(part)}` };
  }

  /** The problem with a value that does not match its description. */
  private invalid(part: Part, data: unknown): Mistake {
    const description = this.describe(part);
    const [noun = description] = description.split(' such as ');
    return { message: typeof data === 'object' ? mustBe(noun, data) : `${show(data)} is not ${noun}`, fix: `write ${description}` };
  }

  private describe(part: Part | undefined): string {
    const definitions = Object.assign({}, ...[...this.referenced, this.schema].map((it) => it.definitions)) as Readonly<
      Record<string, Part>
    >;
    const meant = part?.$ref === undefined ? part : definitions[part.$ref.slice(part.$ref.lastIndexOf('/') + 1)];
    return meant?.description ?? withArticle(meant?.type);
  }
}

/** Whether an error only repeats another: each branch of `anyOf` that was not meant has its own. */
function isConsequence({ keyword, instancePath, schemaPath, data }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const choices = errors.filter((error) => error.keyword === 'anyOf' && error.instancePath === instancePath);
  // An object is meant to be the branch that describes one; a scalar is none of them.
  if (keyword === 'anyOf') return isObject(data);
  return choices.some(
    (choice) => schemaPath.startsWith(`${choice.schemaPath}/`) && (!isObject(data) || keyword === 'const' || keyword === 'type'),
  );
}

function unknownField(name: string, known: readonly string[]): Mistake {
  const meant = nearest(name, known);
  return { message: 'unknown field', fix: meant ? `write '${meant}'` : `remove it, or use ${choice(known)}` };
}

function unsupported(data: unknown, supported: readonly string[]): Mistake {
  const meant = nearest(String(data), supported);
  return { message: `unsupported value ${show(data)}`, fix: meant === undefined ? `use ${choice(supported)}` : `write '${meant}'` };
}

function bounds({ minimum, maximum }: Part, { keyword, schema: bound }: ErrorObject): string {
  if (keyword === 'exclusiveMinimum') return `greater than ${bound}`;
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum ?? 0} to ${maximum}`;
}

function withArticle(type = 'value'): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type === 'array' ? 'list' : type}`.replace('an list', 'a list');
}
