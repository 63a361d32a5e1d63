import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../../src/manifests/read';
import type { Manifest } from '../../../src/synthesis/manifest';
import type { Repository } from './repository';

const IMAGE = /^( *image: [^\s@]+):[\w.-]+/m;
const CPU = /^( *requests:\n *cpu: )\S+/m;
const STORAGE = /^( *requests:\n *storage: )\S+/m;
const LABELS = /^ {2}labels:$/gm;
/** A tag that no release has. */
export const NEXT = 'next';

/** The folder of one environment in the repository, and the changes that people make to it. */
export class Content {
  readonly folder: string;

  constructor(repository: Repository, environment: string) {
    this.folder = join(repository.folder, 'dist', environment);
  }

  /** Gives the first Deployment another image; its name. */
  release(): string {
    const { file, name } = this.first('Deployment');
    this.edit(file, (text) => text.replace(IMAGE, `$1:${NEXT}`));
    return name;
  }

  /** Gives the first Deployment another image, and pods too large for any node; its name. */
  releaseTooLarge(): string {
    const name = this.release();
    this.edit(this.first('Deployment').file, (text) => text.replace(CPU, '$1500'));
    return name;
  }

  /** Gives each object of the first file with such an object another label. */
  label(kind: string): void {
    this.edit(this.first(kind).file, (text) => text.replace(LABELS, '$&\n    release: next'));
  }

  /** Gives the first StatefulSet larger claims, and nothing else. */
  grow(storage: string): void {
    this.edit(this.first('StatefulSet').file, (text) => text.replace(STORAGE, `$1${storage}`));
  }

  /** Removes each file that has an object of the kind; gives all objects that were in them. */
  remove(kind: string): Manifest[] {
    const files = this.files().filter(({ objects }) => objects.some((object) => object.kind === kind));
    for (const { file } of files) rmSync(join(this.folder, file));
    return files.flatMap(({ objects }) => objects);
  }

  /** Renames the namespace everywhere, as another value of `namespace` does. */
  renameNamespace(to: string): void {
    const { file, name: from } = this.first('Namespace');
    const field = new RegExp(`^( *namespace:) ${from}$`, 'gm');
    for (const { file } of this.files()) this.edit(file, (text) => text.replaceAll(field, `$1 ${to}`));
    this.edit(file, (text) => text.replace(new RegExp(`^  name: ${from}$`, 'm'), `  name: ${to}`));
  }

  private edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  /** The first object of the kind, and the file that it is in. */
  private first(kind: string): { file: string; name: string } {
    for (const { file, objects } of this.files()) {
      const found = objects.find((object) => object.kind === kind);
      if (found) return { file, name: found.metadata.name };
    }
    throw new Error(`${this.folder} has no ${kind}`);
  }

  private files(): { file: string; objects: Manifest[] }[] {
    return readdirSync(this.folder).map((file) => {
      const { documents } = readManifests([join(this.folder, file)]);
      return { file, objects: documents.map(({ value }) => value as Manifest) };
    });
  }
}
