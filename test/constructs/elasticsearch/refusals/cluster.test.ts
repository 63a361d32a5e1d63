import { refuses } from './refuses';

refuses([
  [
    'another way to map files',
    { mmap: 'on' },
    "mmap must be 'off', 'prepared-nodes' or an accepted risk, got 'on'; write 'prepared-nodes', or { accept: 'privileged-init-container', because: '...' }",
  ],
  [
    'an availability that is a number',
    { availability: 99.95 },
    "availability must be a percentage above 1% and up to 100%, got 99.95; write a percentage such as '99.95%', or omit it",
  ],
  [
    'a name that Elasticsearch does not take',
    { clusterName: 'a:b' },
    "clusterName must be a string without ':', got 'a:b'; omit it to use the namespace",
  ],
  ['an empty name', { clusterName: ' ' }, "clusterName must be a string without ':', got ' '; omit it to use the namespace"],
  [
    'a privileged init container without a reason',
    { mmap: { accept: 'privileged-init-container', because: '' } },
    "mmap.because must say why 'privileged-init-container' is accepted, got ''; write a reason that still makes sense in a year",
  ],
]);
