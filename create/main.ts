#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, writeProject } from './project';

const USAGE = `Usage: npm create nines <folder>

Writes a repository for an application on Kubernetes: an API, a frontend, Elasticsearch and
the public entry point, as TypeScript that synthesizes plain YAML and proves how available it is.
The folder's name, such as my-shop, becomes the name of the package and the namespace.
`;

/** What to type next, in the new folder. */
const next = (folder: string) => `Created ${folder}. Two commands show that it works:

  cd ${folder}
  npm install && npm run synth   # writes dist/<environment>/*.yaml and prints what is proved
  npm test                       # the proof, the reviewed YAML, the names that a cluster remembers

Then read README.md: it says where your registry, host, nodes and services go.
`;

/** Runs the command and returns its exit code. */
function main(args: readonly string[]): number {
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [folder, ...others] = args;
  if (folder === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const unexpected = [...others, ...(folder.startsWith('-') ? [folder] : [])];
    if (unexpected.length > 0) throw new UsageError(`unexpected argument '${unexpected[0]}'; write npm create nines my-shop`);
    writeProject(folder, JSON.parse(readFileSync(join(__dirname, 'template.json'), 'utf8')));
    process.stdout.write(next(folder));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`create-nines: ${error.message}\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
