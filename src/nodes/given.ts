import { InputError, type InputPlace } from '../manifests/input-error';
import { Place } from '../manifests/place';
import { fieldPath, type Path } from '../manifests/pointer';
import { textAt, valueAt } from '../manifests/value';

/** Finds the line and column of a value. */
type Locate = (path: Path) => { readonly line: number; readonly column: number } | undefined;

/** An object that kubectl printed, and where it stands. */
export class Given {
  readonly value: unknown;
  readonly file: string;
  private readonly locate: Locate;
  private readonly path: Path;

  constructor(value: unknown, file: string, locate: Locate, path: Path = []) {
    this.value = value;
    this.file = file;
    this.locate = locate;
    this.path = path;
  }

  /** A value within it. */
  at(path: Path): Given {
    return new Given(valueAt(this.value, ...path), this.file, this.locate, [...this.path, ...path]);
  }

  /** The same, for readers of manifests. */
  get content(): Place {
    return new Place(this.value);
  }

  get name(): string {
    return textAt(this.value, 'metadata', 'name') ?? '';
  }

  get namespace(): string {
    return textAt(this.value, 'metadata', 'namespace') ?? '';
  }

  place(path: Path = []): InputPlace {
    return { file: this.file, ...this.locate([...this.path, ...path]) };
  }

  /** What is wrong with a value of it. */
  error(path: Path, message: string, fix: string): InputError {
    const kind = textAt(this.value, 'kind') ?? 'Node';
    return new InputError(`${kind} '${this.name}': ${fieldPath(path)}: ${message}`, fix, this.place(path));
  }
}
