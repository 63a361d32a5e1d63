import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const WANTED = 65535;
const BUILD = resolve(__dirname, '../../../../build/elasticsearch');

/** How nodes get the limit of open files that Elasticsearch's bootstrap check wants. */
export interface OpenFiles {
  /** What to put before a command whose processes have the limit. */
  readonly command: readonly string[];
  /** A library to preload that says they have it. */
  readonly library?: string;
}

/** Raises the limit, or where nobody may builds a library that pretends it: the few files of a test need no more. */
export function openFiles(): OpenFiles {
  const raised = ['prlimit', `--nofile=${WANTED}:${WANTED}`];
  if (spawnSync(raised[0] as string, [...raised.slice(1), 'true']).status === 0) return { command: raised };
  mkdirSync(BUILD, { recursive: true });
  const library = join(BUILD, 'open-files.so');
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, join(__dirname, 'open-files.c'), '-ldl'], { stdio: 'inherit' });
  return { command: [], library };
}
