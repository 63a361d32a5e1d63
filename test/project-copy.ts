import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { writeShop } from './fixtures/manifests';
import { packed } from './packed';
import { type Ended, runHere } from './run-here';
import { TemporaryProject } from './temporary-project';

const ROOT = join(__dirname, '..');
const SHOP = join(__dirname, 'fixtures/shop');
const SETTINGS = [
  'cdk8s.yaml',
  'tsconfig.json',
  'tsconfig.synth.json',
  'package.json',
  'package-lock.json',
  'tools/synth',
  'bin/optimize-later.js',
];

/**
 * The library that the application of a copy imports: the sources of this repository; what is published of them, with which types are checked in half
 * the time; or sources of its own, to edit.
 */
export type Library = 'shared' | 'published' | 'own';

/** What TypeScript remembers of the files that it has checked, by their contents. */
const CHECKED = 'build/synth-types';

export type { Ended } from './run-here';

const PATCHED = `
function patched(shop: Shop, construct: string, change: JsonPatch): Shop {
  const object = shop.node.findAll().find((it) => it.node.path === shop.node.path + '/' + construct);
  if (object) (object as ApiObject).addJsonPatch(change);
  return shop;
}
`;

/** A project to break: the tests' application beside the library. The installed packages are shared. */
export class ProjectCopy extends TemporaryProject {
  /** What was checked in the copies before: all lie in one folder, so the paths in it hold for the next one. */
  private static readonly checked = new Map<Library, Record<string, string>>();

  private readonly library: Library;

  constructor(library: Library = 'shared') {
    super();
    this.library = library;
    for (const source of SETTINGS) cpSync(join(ROOT, source), join(this.path, source), { recursive: true });
    this.placeLibrary();
    for (const file of readdirSync(SHOP, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) this.place(file);
    writeShop(join(this.path, 'dist'));
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
    for (const [file, text] of Object.entries(ProjectCopy.checked.get(library) ?? {})) this.write(join(CHECKED, file), text);
  }

  private placeLibrary(): void {
    const place = join(this.path, 'src');
    if (this.library === 'own') cpSync(join(ROOT, 'src'), place, { recursive: true });
    else symlinkSync(this.library === 'shared' ? join(ROOT, 'src') : join(packed().nines, 'build/src'), place);
  }

  /** Copies a file of the application, which then imports the copy's library. */
  private place(file: string): void {
    const up = '../'.repeat(file.split(sep).length - 1);
    const text = readFileSync(join(SHOP, file), 'utf8').replace(`'${up}../../../src'`, `'${up || './'}src'`);
    this.write(file, text);
  }

  /**
   * Changes an object in each environment that has it after it is built, as a defect of the library would.
   *
   * @param construct below the environment, such as `backend/service`
   * @param change a method of JsonPatch and its arguments, such as `remove('/spec/strategy')`
   */
  patch(construct: string, change: string): void {
    if (!this.read('main.ts').includes(PATCHED)) {
      this.edit('main.ts', /^/, "import { type ApiObject, JsonPatch } from 'cdk8s';\n");
      this.edit('main.ts', /$/, PATCHED);
    }
    this.edit('main.ts', 'new Shop(app, environment)', `patched(new Shop(app, environment), '${construct}', JsonPatch.${change})`);
  }

  /** Runs its application within this process, which takes a tenth of the time: for what the application does, whatever starts it. */
  synth(...args: string[]): Ended {
    if (this.library !== 'shared') throw new Error('a process has one library: use that of this repository');
    return runHere(this.path, 'main.ts', args);
  }

  /** Runs a program of its sources within this process: for what the program does, whatever starts it. */
  start(program: string, ...args: string[]): Ended {
    return runHere(this.path, program, args);
  }

  override remove(): void {
    const checked = join(this.path, CHECKED);
    if (existsSync(checked)) ProjectCopy.checked.set(this.library, this.files(CHECKED));
    super.remove();
  }
}
