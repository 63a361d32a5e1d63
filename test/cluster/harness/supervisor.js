/*
 * Starts processes for its parent and kills all of them as soon as its standard input closes. The kernel closes it however the parent
 * ends, by SIGKILL too, so nothing of a cluster outlives the run that started it.
 *
 * Reads one JSON object per line, {id, command, args, folder, log, env}; writes {id, pid} when it is started and {id, ended} when it is over.
 */
const { spawn } = require('node:child_process');
const { openSync } = require('node:fs');
const { createInterface } = require('node:readline');

const children = new Set();
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

function start({ id, command, args, folder, log, env }) {
  const file = openSync(log, 'a');
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', file, file] });
  children.add(child);
  child.on('spawn', () => report({ id, pid: child.pid }));
  const over = (ended) => {
    if (children.delete(child)) report({ id, ended });
  };
  child.on('error', (error) => over(error.message));
  child.on('exit', (code, signal) => over(signal ? `killed by ${signal}` : `exit code ${code}`));
}

// With the parent gone there is no one to report to.
process.stdout.on('error', () => {});
// Ctrl-C and the like are for the parent to handle: it closes our input when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on('line', (line) => start(JSON.parse(line)))
  .on('close', () => {
    // SIGKILL reaches stopped processes as well, and there is no state here that deserves a clean end.
    for (const child of children) child.kill('SIGKILL');
  });
