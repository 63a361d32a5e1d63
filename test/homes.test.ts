import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCE = join(__dirname, '../src');

/** A fact, how code that knows it gives itself away, the one file that may, and a line that would be a second home. */
const facts: readonly (readonly [fact: string, sign: RegExp, home: string, second: string])[] = [
  ['what our annotations are called', /nines\.dev\//, 'manifests/annotations.ts', "const prefix = 'nines.dev/accept.';"],
  ["the zone's label", /topology\.kubernetes\.io\/zone/, 'cluster/cluster.ts', "export const ZONE = 'topology.kubernetes.io/zone';"],
  [
    'the suffixes of a quantity',
    /\bTi\b/,
    'manifests/quantity.ts',
    'const sizes = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };',
  ],
  ['the letters of a DNS label', /\[(-a-z0-9|a-z0-9-)\]/, 'manifests/names.ts', 'const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;'],
  ['how YAML is parsed', /\bparse(All)?Documents?\b/, 'manifests/yaml/parser.ts', "import { parseAllDocuments } from 'yaml';"],
  ["the host's label", /kubernetes\.io\/hostname/, 'cluster/cluster.ts', "const host = 'kubernetes.io/hostname';"],
  [
    'the types whose availability is judged',
    /\['Deployment\.apps', 'StatefulSet\.apps', 'DaemonSet\.apps'\]/,
    'availability/workload/workload.ts',
    "const types = new Set(['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps']);",
  ],
  ['the id of what a construct refuses', /'invalid-value'/, 'manifests/diagnostic.ts', "const rule = 'invalid-value';"],
  ['the id of what no reader can read', /'unreadable'/, 'manifests/diagnostic.ts', "const rule = 'unreadable';"],
  ['what a range of addresses is', /\b128 : 32\b|\b32 : 128\b/, 'manifests/names.ts', 'const most = isIP(ip) === 4 ? 32 : 128;'],
  ['the newest version of Kubernetes', /'1\.36'/, 'schema/data.ts', "const kubernetes = '1.36';"],
  ['the provisioner of EKS', /ebs\.csi\.aws\.com/, 'cluster/storage-classes.ts', "const provisioner = 'ebs.csi.aws.com';"],
  [
    'the provisioner of DigitalOcean',
    /dobs\.csi\.digitalocean\.com/,
    'cluster/storage-classes.ts',
    "const provisioner = 'dobs.csi.digitalocean.com';",
  ],
  [
    'what the annotations of delivery are called',
    /argocd\.argoproj\.io\/(sync-|ignore)|fluxcd\.io\/prune/,
    'manifests/annotations.ts',
    "const WAVE = 'argocd.argoproj.io/sync-wave';",
  ],
  ['how long a pod tolerates a dead node', /'300s'/, 'cluster/defaults.ts', "const toleration = given.toleration ?? '300s';"],
];

const printer = ts.createPrinter({ removeComments: true });
const codeOf = (text: string) => printer.printFile(ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2023, true));

const sources = new Map(
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(join(SOURCE, file), 'utf8')]),
);

/** Those whose code has the sign. Only of those whose text has it the code is asked for, which takes a hundred times as long. */
function knowing(sign: RegExp, files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].filter(([, text]) => sign.test(text) && sign.test(codeOf(text))).map(([file]) => file);
}

test.each(facts)('%s: one file of the library knows it', (_, sign, home) => {
  expect(knowing(sign, sources)).toEqual([home]);
});

test.each(facts)('%s: a second file that knows it is found, a comment is not', (_, sign, _home, second) => {
  const planted = new Map([...sources, ['planted.ts', second], ['comment.ts', `// ${second}\nexport {};`]]);
  expect(knowing(sign, planted)).toEqual([...knowing(sign, sources), 'planted.ts']);
});
