import { refuses } from './refuses';

const large = 'x'.repeat(1024 * 1024);

refuses([
  [
    'plugins by their names',
    { plugins: ['analysis-icu'] },
    'plugins must be the name of an image, got ["analysis-icu"]; write registry/name:version, such as registry.example/backend:1.0.0',
  ],
  [
    'plugins without a version',
    { plugins: 'registry.example/plugins' },
    "plugins must have a version, got 'registry.example/plugins'; add a tag other than latest, or a digest",
  ],
  [
    'the latest plugins',
    { plugins: 'registry.example/plugins:latest' },
    "plugins must have a version, got 'registry.example/plugins:latest'; add a tag other than latest, or a digest",
  ],
  [
    'synonyms without a file',
    { analysis: 'laptop, notebook' },
    "analysis must be an object, got 'laptop, notebook'; write an object such as { 'synonyms.txt': 'laptop, notebook' }",
  ],
  [
    'a file in a folder',
    { analysis: { 'de/synonyms.txt': 'laptop, notebook' } },
    "analysis must be texts by file name, got 'de/synonyms.txt': 'laptop, notebook'; write names of letters, digits, '-', '_' and '.', and strings",
  ],
  [
    'synonyms as a list',
    { analysis: { 'synonyms.txt': ['laptop, notebook'] } },
    "analysis must be texts by file name, got 'synonyms.txt': [\"laptop, notebook\"]; write names of letters, digits, '-', '_' and '.', and strings",
  ],
  [
    'files that no ConfigMap can hold',
    { analysis: { 'words.txt': large } },
    'analysis must be 1048576 bytes or less to fit in a ConfigMap, got 1048585; put large files into an image, or use the synonyms API',
  ],
]);
