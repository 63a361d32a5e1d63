import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXEMPTIONS, type Exemption, exemptionAnnotations } from '../../../src';
import { shopManifests } from '../../fixtures/manifests';
import { environments } from '../../fixtures/shop/environments';

const all: Exemption[] = Object.values(EXEMPTIONS);
const root = join(__dirname, '../../..');

test('exemptions are annotations in the tools’ own words', () => {
  expect(exemptionAnnotations(['cpuLimit', 'pullPolicy'])).toEqual({
    'checkov.io/skip1': `CKV_K8S_11=${EXEMPTIONS.cpuLimit.because}`,
    'checkov.io/skip2': `CKV_K8S_15=${EXEMPTIONS.pullPolicy.because}`,
    'kube-score/ignore':
      'container-resources,container-resource-requests-equal-limits,container-cpu-requests-equal-limits,container-image-pull-policy',
  });
  expect(exemptionAnnotations(['hostAntiAffinity'])).not.toHaveProperty('checkov.io/skip1');
  expect(exemptionAnnotations([])).toEqual({});
});

test('no manifest carries an exemption that is not one of them', () => {
  const annotations = environments.flatMap(shopManifests).flatMap(({ metadata }) => Object.entries(metadata.annotations ?? {}));
  const skips = annotations.filter(([name]) => name.startsWith('checkov.io/')).map(([, value]) => value);
  const ignores = annotations.filter(([name]) => name === 'kube-score/ignore').flatMap(([, value]) => value.split(','));
  expect(skips.length).toBeGreaterThan(0);
  for (const skip of skips) expect(all.flatMap(({ checkov = [], because }) => checkov.map((id) => `${id}=${because}`))).toContain(skip);
  for (const ignore of ignores) expect(all.flatMap(({ kubeScore = [] }) => kubeScore)).toContain(ignore);
});

test('docs/exemptions.md lists them all, as they are', () => {
  const rows = all.map(({ instead, because, checkov = [], kubeScore = [] }) => {
    const ids = [...checkov, ...kubeScore].map((id) => `\`${id}\``).join(', ');
    return `| ${instead} | ${because} | ${ids} |`;
  });
  const table = readFileSync(join(root, 'docs/exemptions.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what'));
  expect(table).toEqual(rows);
});
