import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { incidents, manifestsOf, twins } from '../../test/incidents/incident';
import { type Peers, peersFile, type Seen } from './peers';

/**
 * `npm run incidents:peers`: runs the other tools on every incident and records what they say in test/incidents/peers.json.
 *
 * `.ci/peers` names their versions and installs them under build/peers.
 */
const script = readFileSync('.ci/peers', 'utf8');
const versionOf = (variable: string) => {
  const found = new RegExp(`^${variable}=(.*)$`, 'm').exec(script)?.[1];
  if (found === undefined) throw new Error(`.ci/peers does not say ${variable}=VERSION`);
  return found;
};
const versions = { 'kube-score': versionOf('KUBE_SCORE'), checkov: versionOf('CHECKOV'), kubeconform: versionOf('KUBECONFORM') };
const tool = (path: string) => {
  const file = join('build/peers', path);
  if (!existsSync(file)) throw new Error(`${file} is not installed; run .ci/peers`);
  return file;
};

const folder = 'build/incidents';
rmSync(folder, { recursive: true, force: true });
for (const twin of twins) {
  mkdirSync(join(folder, twin), { recursive: true });
  for (const incident of incidents) writeFileSync(join(folder, twin, `${incident.slug}.yaml`), manifestsOf(incident, twin));
}

/** What a tool prints; a finding makes it fail, and is no failure here. */
function output(command: string, ...args: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 100e6 });
  if (stdout.trim() === '') throw new Error(`${command} printed nothing: ${stderr}`);
  return JSON.parse(stdout);
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks:
    | readonly {
        readonly check: { readonly id: string };
        readonly grade: number;
        readonly skipped: boolean;
        readonly comments: readonly { readonly summary: string }[] | null;
      }[]
    | null;
}

/** The grade of a check that has nothing to say. */
const ALL_OK = 10;

function kubeScore(file: string): readonly string[] {
  const args = ['score', '--kubernetes-version', 'v1.36', '--all-default-optional', '--output-format', 'json', file];
  const scored = output(tool(`kube-score-${versions['kube-score']}`), ...args) as readonly Scored[] | null;
  return (scored ?? []).flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) =>
    (checks ?? [])
      .filter(({ grade, skipped }) => !skipped && grade < ALL_OK)
      .flatMap(({ check, comments }) => (comments ?? []).map(({ summary }) => `${check.id} (${summary}) of ${kind}/${name}`)),
  );
}

interface Checked {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
}

function checkov(twin: string): ReadonlyMap<string, readonly string[]> {
  const args = ['--directory', join(folder, twin), '--framework', 'kubernetes', '--compact', '--output', 'json', '--skip-download'];
  const { results } = output(tool(`checkov-${versions.checkov}/bin/checkov`), ...args) as Checked;
  const found = new Map<string, string[]>();
  for (const { check_id: id, check_name: name, resource, file_path: path } of results.failed_checks) {
    const slug = basename(path, '.yaml');
    found.set(slug, [...(found.get(slug) ?? []), `${id} (${name}) of ${resource}`]);
  }
  return found;
}

interface Conformed {
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly msg: string; readonly status: string }[] | null;
}

function kubeconform(file: string): readonly string[] {
  const schemas = tool('schemas-1.36.3');
  const location = `${schemas}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
  const args = ['-strict', '-skip', 'Application', '-output', 'json', '-schema-location', location, file];
  const { resources } = output(tool(`kubeconform-${versions.kubeconform}`), ...args) as Conformed;
  return (resources ?? [])
    .filter(({ status }) => status === 'statusInvalid' || status === 'statusError')
    .map(({ kind, name, msg }) => `${msg.split(':')[0]} of ${kind}/${name}`);
}

const byCheckov = { broken: checkov('broken'), mended: checkov('mended') };
const seen = (of: (twin: 'broken' | 'mended') => readonly string[]): Seen => {
  const [broken, mended] = [of('broken'), of('mended')];
  return { only: broken.filter((finding) => !mended.includes(finding)).sort(), mended: mended.length };
};
const findings: Peers['findings'] = Object.fromEntries(
  incidents.map(({ slug }) => [
    slug,
    {
      'kube-score': seen((twin) => kubeScore(join(folder, twin, `${slug}.yaml`))),
      checkov: seen((twin) => byCheckov[twin].get(slug) ?? []),
      kubeconform: seen((twin) => kubeconform(join(folder, twin, `${slug}.yaml`))),
    },
  ]),
);
writeFileSync(peersFile, JSON.stringify({ versions, findings }));
execFileSync('npx', ['biome', 'format', '--write', peersFile], { stdio: 'inherit' });
