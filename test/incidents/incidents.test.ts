import { readFileSync } from 'node:fs';
import { indexOf } from '../../src/manifests/object-index';
import { parseYaml } from '../../src/manifests/yaml';
import { readTopology } from '../../src/platform/topology-source';
import { incidentPage } from '../../tools/incidents/page';
import { peers } from '../../tools/incidents/peers';
import { followed } from '../availability/advice/followed';
import { beforeOf, changeTo, expectedOf, incidents, inWords, manifestsOf, proofOf, rewrite, topologyOf, twins } from './incident';

const changes = incidents.filter((it) => beforeOf(it) !== undefined);
const states = incidents.filter((it) => !changes.includes(it));

describe.each(states)('$slug', (incident) => {
  test('the broken twin has exactly the expected findings', () => {
    const found = inWords(proofOf(incident, 'broken'));
    if (process.env['REWRITE']) rewrite(incident, found);
    expect(found).toBe(expectedOf(incident));
    expect(found).not.toBe('');
  });

  test('each suggestion, followed, proves it, and brings no new finding', () => {
    const index = indexOf(parseYaml(manifestsOf(incident, 'broken'), 'broken.yaml').filter(({ value }) => value !== null));
    expect(followed(index, readTopology(topologyOf(incident))).disappointments).toEqual([]);
  });
});

describe.each(changes)('$slug', (incident) => {
  test('the change to the broken twin is refused, as expected', async () => {
    const { code, out, error } = await changeTo(incident, 'broken');
    if (process.env['REWRITE']) rewrite(incident, out);
    expect([code, out, error]).toEqual([3, expectedOf(incident), '']);
  });

  test('the change to the mended twin puts nothing at risk', async () => {
    const { code, out } = await changeTo(incident, 'mended');
    expect([code, out]).toEqual([1, expect.not.stringContaining('Not accepted')]);
  });
});

describe.each(incidents)('$slug', (incident) => {
  test('the mended twin has no finding, and all of it is proved', () => {
    const proof = proofOf(incident, 'mended');
    expect(proof.problems).toEqual([]);
    expect(proof.services.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    expect(proof.accepted).toEqual([]);
  });

  test('the line that did it is in the broken twin, or is what it lacks', () => {
    const missing = /^missing: (.*)$/.exec(incident.line)?.[1];
    const timesIn = (twin: (typeof twins)[number]) => manifestsOf(incident, twin).split(missing ?? incident.line).length;
    const [more, less] = missing === undefined ? twins : twins.toReversed();
    expect(timesIn(more as 'broken')).toBeGreaterThan(timesIn(less as 'broken'));
  });

  test('it has sources, and its story is short', () => {
    expect(incident.sources).not.toEqual([]);
    for (const source of incident.sources) expect(source).toMatch(/^https:\/\/[^\s]+$/);
    expect(incident.what.split(/[.!] /).length).toBeLessThanOrEqual(4);
  });
});

test('suggestions are followed at all', () => {
  const wish = incidents.find(({ slug }) => slug === 'wish-for-a-spread');
  if (!wish) throw new Error('wish-for-a-spread not found');
  const index = indexOf(parseYaml(manifestsOf(wish, 'broken'), 'broken.yaml').filter(({ value }) => value !== null));
  expect(followed(index, readTopology(topologyOf(wish))).suggestions).toBeGreaterThan(0);
});

test('each incident has a place of its own on the page', () => {
  const numbers = incidents.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)]);
});

test('the page is current: npm run incidents', () => {
  expect(readFileSync('docs/incidents.md', 'utf8')).toBe(incidentPage(incidents, peers));
});

test('the peers were run on these incidents: npm run incidents:peers', () => {
  expect(Object.keys(peers.findings).sort()).toEqual(incidents.map(({ slug }) => slug).sort());
});
