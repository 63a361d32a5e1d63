import { Construct } from 'constructs';
import { type ImageProps, requireImage } from '../../../src/constructs/parts/image';
import { chartOf } from '../../objects';

const check = (change: object) => () => requireImage(new Construct(chartOf(), 'shelf'), { image: 'shelf:1', ...change } as ImageProps);
const refusal = (problem: string) => new Error(`construct 'test/shelf': ${problem}`);
const digest = `sha256:${'0'.repeat(64)}`;

test.each(['shelf:1', 'registry.example:5000/team/shelf:1.2.3', `shelf@${digest}`, `shelf:1.2.3@${digest}`, 'localhost:5000/a__b/c-d:v1'])(
  '%s says its version',
  (image) => {
    expect(check({ image })).not.toThrow();
  },
);

test.each(['shelf', 'shelf:latest', 'registry.example:5000/shelf'])("'%s' has no version", (image) => {
  expect(check({ image })).toThrow(refusal(`image must have a version, got '${image}'; add a tag other than latest, or a digest`));
});

test.each([
  ['', "''"],
  [' ', "' '"],
  ['shelf:1 ', "'shelf:1 '"],
  ['Shelf:1', "'Shelf:1'"],
  ['shelf@sha256:0123', "'shelf@sha256:0123'"],
  [undefined, 'nothing'],
  [1, '1'],
])('%j is not an image', (image, got) => {
  expect(check({ image })).toThrow(
    refusal(`image must be the name of an image, got ${got}; write registry/name:version, such as registry.example/backend:1.0.0`),
  );
});

test.each([
  [
    { imagePullSecrets: [''] },
    "imagePullSecrets[0] must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    { imagePullSecrets: ['registry', 'Registry'] },
    "imagePullSecrets[1] must be the name of a Secret, got 'Registry'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    { imagePullSecrets: 'registry' },
    "imagePullSecrets must be a list of names of Secrets, got 'registry'; write a list such as ['registry']",
  ],
  [
    { imagePullPolicy: 'Sometimes' },
    "imagePullPolicy must be Always, IfNotPresent, Never or omitted, got 'Sometimes'; omit it for IfNotPresent",
  ],
])('%j is refused', (change, problem) => {
  expect(check(change)).toThrow(refusal(problem));
});
