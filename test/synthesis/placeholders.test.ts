import { placeholderIn, placeholdersIn } from '../../src/synthesis/placeholders';
import { synthesisOf } from '../../src/synthesis/synthesis';
import { Shop, type ShopEnvironment } from '../fixtures/shop/application';
import { environments } from '../fixtures/shop/environments';

const staging = environments.find(({ name }) => name === 'staging') as ShopEnvironment;

function placeholders(more: object): readonly string[] {
  const image = 'ghcr.io/me/web:1.0.0';
  const environment = { ...staging, ...more, backend: { ...staging.backend, image }, frontend: { ...staging.frontend, image } };
  return placeholdersIn(synthesisOf(environment as ShopEnvironment, (app, it) => new Shop(app, it)));
}

test('names that end in .example are placeholders, and others that hold it are not', () => {
  expect(placeholders({ hosts: ['shop.example', 'api.shop.example'] })).toEqual([
    'has placeholders, to be replaced: api.shop.example, shop.example',
  ]);
  expect(placeholders({ hosts: ['shop.example.com', 'example.shop', 'my-example.org'] })).toEqual([]);
});

test('so is the address of a repository', () => {
  expect(placeholderIn({ name: 'shop', repository: 'https://git.shop.example/shop.git' })).toEqual([
    'delivery: the repository https://git.shop.example/shop.git is a placeholder: write the address of yours, which Argo CD or Flux reads',
  ]);
  expect(placeholderIn({ name: 'shop', repository: 'git@git.shop.example:shop.git' })).toHaveLength(1);
  expect(placeholderIn({ name: 'shop', repository: 'https://github.com/me/shop.git' })).toEqual([]);
});
