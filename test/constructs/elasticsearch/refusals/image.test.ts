import { refusalOf } from '../cluster';
import { refuses } from './refuses';

refuses([
  [
    'an old version',
    { version: '7.17.29' },
    "version must be a full version of Elasticsearch 8.19 or 9, got '7.17.29'; write a version such as 9.5.6",
  ],
  [
    'half a version',
    { version: '9.5' },
    "version must be a full version of Elasticsearch 8.19 or 9, got '9.5'; write a version such as 9.5.6",
  ],
  [
    'a moving version',
    { version: 'latest' },
    "version must be a full version of Elasticsearch 8.19 or 9, got 'latest'; write a version such as 9.5.6",
  ],
  [
    'an image with its version',
    { imageRepository: 'registry.example/elasticsearch:9' },
    "imageRepository must be the name of an image without its version, got 'registry.example/elasticsearch:9'; write a repository such as registry.example/elasticsearch",
  ],
  [
    'a Secret without a name',
    { imagePullSecrets: [''] },
    "imagePullSecrets[0] must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'half a digest',
    { imageDigest: 'sha256:0123' },
    "imageDigest must be sha256: and 64 hexadecimal digits, got 'sha256:0123'; copy it from the registry, or omit it",
  ],
]);

test('takes 8.19', () => {
  expect(refusalOf({ version: '8.19.0' })).toBe('nothing');
});
