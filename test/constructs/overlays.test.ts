import { join } from 'node:path';
import ts from 'typescript';
import { packed } from '../packed';

const BASE = `
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { Platform } from '../../src';
type Place = Pick<ShopEnvironment, 'name' | 'platform' | 'elasticsearch' | 'backend' | 'frontend'>;
const base = {
  name: 'base',
  platform: Platform.minikube({ kubernetes: '1.36' }),
  elasticsearch: { version: '9.5.6', masters: 3, storage: Size.gibibytes(10), availability: '99.95%' },
  backend: { image: 'backend:1.0.0', replicas: 3, needed: 2, maxReplicas: 6, env: { LEVEL: 'info' } },
  frontend: { image: 'frontend:1.0.0', accept: 'single-replica', because: 'it is a demonstration' },
} satisfies Place;
`;

/** What an overlay over `base` says, by what the compiler answers: nothing where it is right. */
const overlays: Readonly<Record<string, { readonly says: string; readonly answer?: string }>> = {
  'another number of replicas': { says: '{ ...base, backend: { ...base.backend, replicas: 4 } }' },
  'a fixed number of replicas': { says: '{ ...base, backend: { ...base.backend, maxReplicas: undefined } }' },
  'another image of a single replica': { says: "{ ...base, frontend: { ...base.frontend, image: 'frontend:2.0.0' } }" },
  'another variable': { says: "{ ...base, backend: { ...base.backend, env: { ...base.backend.env, MODE: 'a' } } }" },
  'more masters': { says: '{ ...base, elasticsearch: { ...base.elasticsearch, masters: 5, storage: Size.gibibytes(20) } }' },
  'another place': { says: "{ ...base, name: 'other', platform: Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes }) }" },
  'a single replica in place of three': {
    says: `{ ...base, backend: {
      ...base.backend, replicas: undefined, needed: undefined, maxReplicas: undefined, accept: 'single-replica', because: 'a demonstration' } }`,
  },
  'a typo in a part': {
    says: '{ ...base, backend: { ...base.backend, replcias: 4 } }',
    answer: "Did you mean to write 'replicas'?",
  },
  'a typo in the environment': {
    says: '{ ...base, backned: base.backend }',
    answer: "'backned' does not exist in type 'Place'. Did you mean to write 'backend'?",
  },
  'a risk without a reason': {
    says: "{ ...base, backend: { image: 'backend:1.0.0', accept: 'single-replica' } }",
    answer: "Property 'because' is missing in type '{ image: string; accept: \"single-replica\"; }' but required in type 'SingleReplica'.",
  },
  'replicas beside a single replica': {
    says: '{ ...base, frontend: { ...base.frontend, replicas: 4 } }',
    answer: "Type '\"single-replica\"' is not assignable to type 'undefined'.",
  },
  'an even number of masters': {
    says: '{ ...base, elasticsearch: { ...base.elasticsearch, masters: 4 } }',
    answer: "Type '4' is not assignable to type '3 | 5 | 7 | undefined'.",
  },
};
const names = Object.keys(overlays);
const file = (name: string) => join(__dirname, `overlay-${names.indexOf(name)}.ts`);
const sources = new Map(
  names.map((name) => [
    file(name),
    `${BASE}const nodes = { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(8) };\nexport const overlay = [nodes, ${overlays[name]?.says} satisfies Place];\n`,
  ]),
);

const ROOT = join(__dirname, '../..');
const { options } = ts.getParsedCommandLineOfConfigFile(
  join(ROOT, 'tsconfig.json'),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
) as ts.ParsedCommandLine;
const host = ts.createCompilerHost(options);
const [library, published] = [join(ROOT, 'src/'), join(packed().nines, 'build/src/')];
/** The library by its declarations, as a stranger's compiler reads it: that takes half the time. */
const resolved = (name: string, file: string): ts.ResolvedModuleWithFailedLookupLocations => {
  const found = ts.resolveModuleName(name, file, options, host);
  const { resolvedFileName: path = '' } = found.resolvedModule ?? {};
  if (!path.startsWith(library)) return found;
  const declaration = path.replace(library, published).replace(/\.ts$/, '.d.ts');
  return { resolvedModule: { resolvedFileName: declaration, extension: ts.Extension.Dts } };
};
const shipped = join(__dirname, '../fixtures/shop/environments/index.ts');
const program = ts.createProgram([...sources.keys(), shipped], options, {
  ...host,
  resolveModuleNameLiterals: (names, file) => names.map(({ text }) => resolved(text, file)),
  fileExists: (path) => sources.has(path) || host.fileExists(path),
  readFile: (path) => sources.get(path) ?? host.readFile(path),
  getSourceFile: (path, ...rest) => {
    const text = sources.get(path);
    return text === undefined
      ? host.getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, options.target ?? ts.ScriptTarget.ES2022);
  },
});

test.each(names)('an overlay with %s compiles, or the compiler explains why not', (name) => {
  const found = program
    .getSemanticDiagnostics(program.getSourceFile(file(name)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  const { answer } = overlays[name] ?? {};
  expect(found).toEqual(answer === undefined ? [] : [expect.stringContaining(answer)]);
});

test('an environment that `satisfies` its type can be spread into another one', () => {
  const checker = program.getTypeChecker();
  const index = program.getSourceFile(shipped) as ts.SourceFile;
  const widened = index.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    const places = bindings && ts.isNamedImports(bindings) && !importClause.isTypeOnly ? bindings.elements : [];
    return places.flatMap((place) => {
      const type = checker.getTypeAtLocation(place);
      const parts = ['elasticsearch', 'backend', 'frontend'].flatMap((part) => type.getProperty(part) ?? []);
      return parts.filter((part) => checker.getTypeOfSymbol(part).isUnion()).map((part) => `${place.name.text}.${part.name}`);
    });
  });
  expect(widened).toEqual([]);
});
