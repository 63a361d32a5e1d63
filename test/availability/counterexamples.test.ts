import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../src/availability';
import { indexOf } from '../../src/manifests/object-index';
import { readManifests } from '../../src/manifests/read';
import { readTopology } from '../../src/platform/topology-source';

// Each file was answered wrongly once: most were proved, a few refuted for certain. Its comment says why that was wrong, on which topology, and the
// answer of today. Its twin, NAME.mended.yaml, changes what breaks it and is proved: an answer of "unknown" for everything would be no mend.
const folder = join(__dirname, 'counterexamples');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const header = /^# (?<why>.+)\n# topology: (?<topology>\S+)\n# web is (?<answer>.+)\n/;

function headOf(file: string): { why: string; topology: string; answer: string } {
  const { why, topology, answer } = header.exec(readFileSync(join(folder, file), 'utf8'))?.groups ?? {};
  if (why === undefined || topology === undefined || answer === undefined)
    throw new Error(`${file} does not begin with why, topology and answer`);
  return { why, topology, answer };
}

describe.each(files)('%s', (file) => {
  const { why, topology, answer } = headOf(file);

  test(why, () => {
    const documents = readManifests([join(folder, file)]).documents;
    const { services } = judge(indexOf(documents), readTopology(join(folder, 'topologies', `${topology}.yaml`)), { withoutAdvice: true });
    const web = services.find(({ service }) => service === 'web');

    expect(web?.verdict === 'proved' ? 'proved' : `${web?.verdict}: ${web?.because}`).toBe(answer);
  });
});

test('every counterexample is answered as not proved, and has a twin that is', () => {
  const [mended, broken] = [true, false].map((twin) => files.filter((file) => file.endsWith('.mended.yaml') === twin));

  expect(mended).toEqual(broken?.map((file) => file.replace('.yaml', '.mended.yaml')));
  expect(mended?.filter((file) => headOf(file).answer !== 'proved')).toEqual([]);
  expect(broken?.filter((file) => headOf(file).answer === 'proved')).toEqual([]);
});

test('every topology is used', () => {
  expect(readdirSync(join(folder, 'topologies'))).toEqual([...new Set(files.map((file) => `${headOf(file).topology}.yaml`))].sort());
});
