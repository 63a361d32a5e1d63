import { type Block, blocksOf } from '../../../page-commands';

/** What is run on a real control plane, where pods run nothing: what `kubectl exec` would run is not, and its pod and container are looked up. */
export const ON_CONTROL_PLANE = [
  'elasticsearch.md: Elasticsearch',
  'elasticsearch-runbooks.md: Upgrade',
  'elasticsearch-runbooks.md: Upgrade 2',
  'elasticsearch-runbooks.md: Replace a lost node',
  'elasticsearch-runbooks.md: Replace a lost node 2',
  'elasticsearch-runbooks.md: Two of three volumes are lost',
  'elasticsearch-runbooks.md: Certificates',
  'elasticsearch-runbooks.md: Certificates 2',
  'elasticsearch-size.md: More disk',
  'elasticsearch-size.md: From one node to three',
  'elasticsearch-size.md: Fewer nodes 2',
  'elasticsearch-users.md: Elasticsearch: users and roles',
  'elasticsearch-users.md: Replace a password',
  'elasticsearch-users.md: Replace a password 2',
  'elasticsearch-snapshots.md: Snapshots',
  'elasticsearch-snapshots.md: Restore drill',
] as const;

/** What is run on real nodes of Elasticsearch, whose pods are no pods: other commands of kubectl do nothing there. */
export const ON_ELASTICSEARCH = [
  'elasticsearch.md: Elasticsearch 2',
  'elasticsearch-runbooks.md: From 8 to 9',
  'elasticsearch-runbooks.md: Replace a lost node 3',
  'elasticsearch-runbooks.md: Two of three volumes are lost',
  'elasticsearch-runbooks.md: Certificates',
  'elasticsearch-failures.md: When the master’s machine dies',
  'elasticsearch-failures.md: When a zone or node is lost',
  'elasticsearch-size.md: Fewer nodes',
  'elasticsearch-size.md: Fewer nodes 2',
  'elasticsearch-users.md: Replace a password',
] as const;

/** The pages whose commands these are. */
const PAGES = [
  'elasticsearch.md',
  'elasticsearch-runbooks.md',
  'elasticsearch-size.md',
  'elasticsearch-failures.md',
  'elasticsearch-node-sets.md',
  'elasticsearch-users.md',
  'elasticsearch-snapshots.md',
];

/** All blocks of `sh` in the pages. */
export function blocks(): readonly Block[] {
  return PAGES.flatMap(blocksOf);
}

/** The script of one of them. */
export function script(name: string): string {
  const found = blocks().find((block) => block.name === name);
  if (!found) throw new Error(`no page has commands under ${name}; there are ${blocks().map((block) => block.name)}`);
  return found.script;
}
