import { changeBetween } from '../../../src/change/change';
import { rendered } from '../../../src/report/change/rendered';
import { indexed } from '../../indexed';
import { database, kubeConfig } from './objects';

const stages = ['shop-production-00', 'shop-production-10', 'shop-production-20'];
const to = (cluster: string, of = stages) => indexed([database, ...of.map((stage) => kubeConfig(`${cluster}-kubeconfig`, stage))]);
const NAMES = "Kustomization 'flux-system/shop-production-00', 'flux-system/shop-production-10', 'flux-system/shop-production-20'";

test('stages that do the same are told once', () => {
  const changes = [{ name: 'production', ...changeBetween(to('a'), to('b')) }];
  const text = rendered(changes, 'text', false);
  expect(text).toContain(`\n\n${NAMES}: data at risk\n`);
  expect(text.match(/it moves to another cluster/g)).toHaveLength(1);
  const markdown = rendered(changes, 'markdown', false);
  expect(markdown).toContain(`\n| ${NAMES} | data at risk | it moves to another cluster: `);
  expect(markdown).toContain(`<details><summary>${NAMES}: data at risk</summary>`);
  expect(markdown.match(/spec\.kubeConfig\.secretRef\.name/g)).toHaveLength(1);
  expect(JSON.parse(rendered(changes, 'json', false)).changes[0].objects).toHaveLength(3);
});

test('a stage that does something else is told by itself', () => {
  const after = indexed([database, kubeConfig('c-kubeconfig', 'shop-production-00'), kubeConfig('b-kubeconfig', 'shop-production-10')]);
  const text = rendered([{ name: 'production', ...changeBetween(to('a', stages.slice(0, 2)), after) }], 'text', false);
  expect(text.match(/it moves to another cluster/g)).toHaveLength(2);
});
