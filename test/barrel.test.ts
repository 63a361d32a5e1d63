import { join } from 'node:path';
import ts from 'typescript';
import { packed } from './packed';

const ROOT = join(__dirname, '..');
/** The declarations, as a stranger's compiler reads them. */
const SOURCE = join(packed().nines, 'build/src/');
const INDEX = join(SOURCE, 'index.d.ts');
const { options } = ts.getParsedCommandLineOfConfigFile(
  join(ROOT, 'tsconfig.json'),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
) as ts.ParsedCommandLine;
// Only the library's own types are asked about: neither those of packages nor of the language are read.
const own: ts.CompilerOptions = { ...options, noLib: true, types: [] };
const host = ts.createCompilerHost(own);
host.resolveModuleNameLiterals = (names, file) =>
  names.map(({ text }) => (text.startsWith('.') ? ts.resolveModuleName(text, file, own, host) : { resolvedModule: undefined }));
const program = ts.createProgram([INDEX], own, host);
const checker = program.getTypeChecker();
const barrel = checker.getSymbolAtLocation(program.getSourceFile(INDEX) as ts.Node) as ts.Symbol;

const original = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
const exported = new Set(checker.getExportsOfModule(barrel).map(original));

/** The names of the library's own types that a declaration shows a stranger: not the bodies, and not what is private. */
function shown(node: ts.Node, into: Set<ts.Symbol>): void {
  if (ts.isBlock(node) || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((it) => it.kind === ts.SyntaxKind.PrivateKeyword)))
    return;
  if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
    const symbol = checker.getSymbolAtLocation(ts.isTypeReferenceNode(node) ? node.typeName : node.expression);
    if (symbol) into.add(original(symbol));
  }
  ts.forEachChild(node, (child) => shown(child, into));
}

test('every type that the barrel shows can be imported from it', () => {
  const missing = [...exported].flatMap((symbol) => {
    const used = new Set<ts.Symbol>();
    for (const declaration of symbol.declarations ?? []) shown(declaration, used);
    const shownTypes = [...used].filter((it) =>
      it.declarations?.some((at) => at.getSourceFile().fileName.startsWith(SOURCE) && !ts.isTypeParameterDeclaration(at)),
    );
    return shownTypes.filter((it) => !exported.has(it)).map((it) => `${symbol.name} shows ${it.name}`);
  });
  expect(missing).toEqual([]);
});
