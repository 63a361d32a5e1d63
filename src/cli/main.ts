import { DeclarationError, TopologyError } from '../availability';
import { InputError, InputErrors } from '../manifests/input-error';
import { allowClosedPipes } from '../report/closed-pipe';
import { diagnosticLine } from '../report/diagnostics';
import { ruleList } from '../report/rule-list';
import { type Request, request, usage } from './arguments';
import { hasColors } from './colors';
import type { Streams } from './streams';

const standard: Streams = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  hasColors: (choice) => hasColors(choice, process.env, process.stdout.isTTY),
  isTerminal: process.stdin.isTTY,
  ...(process.stderr.isTTY && { progress: (text) => void process.stderr.write(`\r\u001b[K${text}`) }),
};

/** Runs the command and returns its exit code: 0 without findings, 1 with findings, 2 on unusable input; of `diff`, 3 if the change is dangerous. */
export async function main(args: readonly string[], streams: Streams = standard): Promise<number> {
  if (streams === standard) allowClosedPipes();
  try {
    return await run(request(args), streams);
  } catch (error) {
    if (error instanceof InputErrors) {
      for (const diagnostic of error.diagnostics) streams.error(`nines: ${diagnosticLine(diagnostic)}\n`);
      return 2;
    }
    if (!(error instanceof InputError || error instanceof TopologyError || error instanceof DeclarationError)) throw error;
    streams.error(`nines: ${error.message}\n`);
    return 2;
  }
}

/** What each command needs is loaded by that command: all of it takes longer than a small check. */
function run(asked: Request, streams: Streams): number | Promise<number> {
  if (asked.command === 'check') return (require('./check') as typeof import('./check')).check(asked, streams);
  if (asked.command === 'diff') {
    if (asked.live) return (require('./live') as typeof import('./live')).liveDiff(asked, streams);
    return (require('./diff') as typeof import('./diff')).diff(asked, streams);
  }
  if (asked.command === 'report') return (require('./report') as typeof import('./report')).report(asked, streams);
  if (asked.command === 'slo') return (require('./slo') as typeof import('./slo')).slo(asked, streams);
  if (asked.command === 'topology') return (require('./topology') as typeof import('./topology')).topology(asked, streams);
  if (asked.command === 'rules') streams.out(listOf(asked.rules));
  else streams.out(asked.command === 'help' ? usage : `${version()}\n`);
  return 0;
}

function listOf(file: string | undefined): string {
  const { groups } = require('../rules') as typeof import('../rules');
  const { rulesFrom } = require('../proof/rule-file') as typeof import('../proof/rule-file');
  return ruleList(file === undefined ? groups : [...groups, { title: `Your own, from ${file}`, rules: rulesFrom(file) }]);
}

/** In the built package, package.json is one folder higher than in a clone. */
function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {}
  }
  return 'unknown';
}
