import { beforeOf, expectedOf, type Incident, manifestsOf } from '../../test/incidents/incident';
import { changesOf, type Hunk } from './changes';
import type { Peers } from './peers';

/** docs/incidents.md: what happened, the change that mends it, and what Nines and other tools say. */
export function incidentPage(incidents: readonly Incident[], peers: Peers): string {
  const chapters = [...new Set(incidents.map(({ chapter }) => chapter))];
  const tools = Object.keys(peers.versions);
  return `${[
    ...introduction(incidents, peers),
    '',
    ...chapters.flatMap((chapter) => [
      `## ${chapter}`,
      '',
      ...incidents.filter((it) => it.chapter === chapter).flatMap((incident) => section(incident, tools, peers)),
    ]),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function introduction(incidents: readonly Incident[], peers: Peers): readonly string[] {
  const tools = Object.keys(peers.versions);
  const sees = (tool: string) => incidents.filter(({ slug }) => seenBy(tool, slug, peers).length > 0).length;
  const mended = (tool: string) => incidents.reduce((sum, { slug }) => sum + (peers.findings[slug]?.[tool]?.mended ?? 0), 0);
  return [
    '# The incident museum',
    '',
    'Outages that others had and wrote about, whose cause was in their manifests. Each is rebuilt twice, as small as possible: broken, and mended.',
    '`nines check` finds the cause in the broken twin and nothing in the mended one. Where the cause is a change, `nines diff` refuses it.',
    'Unless the story needs another cluster, it has three zones of two nodes. The twins are in [test/incidents](../test/incidents), and tests hold every',
    'message on this page. Written by `npm run incidents`.',
    '',
    `| ${incidents.length} incidents | Nines | ${tools.map((tool) => `${tool} ${peers.versions[tool]}`).join(' | ')} |`,
    `|---|---|${tools.map(() => '---|').join('')}`,
    `| sees what is wrong | ${incidents.length} | ${tools.map(sees).join(' | ')} |`,
    `| findings in the mended twins | 0 | ${tools.map(mended).join(' | ')} |`,
    '',
    'A tool sees what is wrong if it says anything of the broken twin that it does not say of the mended one. The others run with all of their checks:',
    'what they find in the mended twins is advice of other kinds, such as security contexts, and much of it is good. kube-score asks for anti-affinity',
    'between hosts in both twins of a spread: it reads no spread constraints. None of them compares what was with what comes.',
    'kube-linter and Polaris look for similar things and are left out: this page runs only tools that a package registry hands out in an exact version, and the',
    'proxy of Go modules refuses theirs (403 Forbidden, 2026-11-22).',
    '',
    `| | incident | who | ${tools.join(' | ')} |`,
    `|---|---|---|${tools.map(() => '---|').join('')}`,
    ...incidents.map(
      ({ slug, number, title, who }) =>
        `| ${number} | [${title}](#${anchorOf(number, title)}) | ${who} | ${tools.map((tool) => (seenBy(tool, slug, peers).length > 0 ? 'sees it' : '')).join(' | ')} |`,
    ),
  ];
}

function section(incident: Incident, tools: readonly string[], peers: Peers): readonly string[] {
  const { slug, number, title, who, sources, what, line, mend } = incident;
  const links = sources.map((source) => `[${nameOf(source)}](${source})`).join(', ');
  const missing = /^missing: (.*)$/.exec(line)?.[1];
  const others = tools.flatMap((tool) => {
    const seen = seenBy(tool, slug, peers);
    return seen.length === 0 ? [] : [`${tool}: ${inWords(seen)}`];
  });
  const before = beforeOf(incident);
  return [
    `### ${number}. ${title}`,
    '',
    `*${who}*: ${links}`,
    '',
    what.trim(),
    '',
    `${missing === undefined ? `**Cause:** \`${line}\`` : `**Missing:** \`${missing}\``}. **Fix:** ${mend}`,
    '',
    before === undefined ? 'From the broken twin to the mended one:' : 'The change:',
    '',
    '```diff',
    ...shown(changesOf(before ?? manifestsOf(incident, 'broken'), manifestsOf(incident, before === undefined ? 'mended' : 'broken'))),
    '```',
    '',
    before === undefined ? '`nines check` of the broken twin:' : '`nines diff` of the change:',
    '',
    '```text',
    ...(before === undefined ? found(expectedOf(incident)) : expectedOf(incident).trimEnd().split('\n')),
    '```',
    '',
    others.length === 0 ? 'The other tools say nothing.' : `Of the other tools, ${others.join('; ')}.`,
    '',
  ];
}

/** What a tool says of the broken twin and not of the mended one: it sees the difference. */
function seenBy(tool: string, slug: string, { findings }: Peers): readonly string[] {
  return findings[slug]?.[tool]?.only ?? [];
}

function inWords(findings: readonly string[]): string {
  const checks = [...new Set(findings.map((finding) => finding.slice(0, finding.lastIndexOf(' of '))))];
  return checks.join(', ');
}

/** The hunks, those that change the same only once. */
function shown(hunks: readonly Hunk[]): readonly string[] {
  const changed = ({ lines }: Hunk) => lines.filter((line) => !line.startsWith(' ')).join('\n');
  const different = hunks.filter((hunk, index) => hunks.findIndex((other) => changed(other) === changed(hunk)) === index);
  const left = hunks.length - different.length;
  return [
    ...different.flatMap(({ object, lines }) => [`@@ ${object} @@`, ...shortened(lines)]),
    ...(left > 0 ? [`@@ and the same in ${left} more @@`] : []),
  ];
}

/** The lines of a change that anybody reads. */
const mostLines = 20;

function shortened(lines: readonly string[]): readonly string[] {
  const left = lines.length - mostLines;
  return left <= 1 ? lines : [...lines.slice(0, mostLines), `@@ and ${left} more lines like these @@`];
}

const most = 3;

/** The findings, the first few of many. */
function found(text: string): readonly string[] {
  const findings = text.trimEnd().split(/\n(?=\S)/);
  const left = findings.length - most;
  if (left <= 1) return text.trimEnd().split('\n');
  return [...findings.slice(0, most).flatMap((finding) => finding.split('\n')), `and ${left} more like these`];
}

function nameOf(source: string): string {
  const { hostname, pathname } = new URL(source);
  const issue = /^\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)/.exec(pathname);
  return issue ? `${issue[1]}#${issue[2]}` : hostname.replace(/^www\./, '');
}

/** As GitHub makes anchors of headings. */
function anchorOf(number: number, title: string): string {
  return `${number}. ${title}`
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
