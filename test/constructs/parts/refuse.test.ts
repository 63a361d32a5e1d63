import { inspect } from 'node:util';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { collectRefusals, isRefused, RefusedError, refuse } from '../../../src/constructs/parts/refuse';
import type { Diagnostic } from '../../../src/manifests/diagnostic';

class WebShelf extends Construct {}

const refusal = { setting: 'replicas', message: 'must be 2 or more, got 1', fix: 'write 2' };

/** A tree of its own with two constructs. */
function tree() {
  const app = new App();
  const chart = new Chart(app, 'test');
  return { app, shelf: new WebShelf(chart, 'shelf'), other: new WebShelf(chart, 'other') };
}

test('a refusal is an error of one line, and the same in parts', () => {
  const { shelf } = tree();
  const diagnostics: Diagnostic[] = [
    {
      severity: 'error',
      rule: 'invalid-value',
      place: { construct: 'test/shelf', setting: 'replicas' },
      message: 'must be 2 or more, got 1',
      fix: 'write 2',
    },
  ];
  expect(() => refuse(shelf, refusal)).toThrow(
    expect.objectContaining({ message: "web shelf 'test/shelf': replicas must be 2 or more, got 1; write 2", diagnostics }),
  );
  // Node would print it below the message of an uncaught error.
  expect(inspect(new RefusedError('no', diagnostics))).not.toContain('severity');
  expect(() => refuse(shelf, { message: 'it has no namespace', fix: 'give it one' })).toThrow(
    new RefusedError("web shelf 'test/shelf': it has no namespace; give it one"),
  );
});

test('where refusals are collected, the next values are checked as well', () => {
  const { app, shelf, other } = tree();
  const collected = collectRefusals(app);
  refuse(shelf, refusal);
  refuse(shelf, { ...refusal, setting: 'needed' });
  expect(collected.map(({ place }) => place.setting)).toEqual(['replicas', 'needed']);
  expect([isRefused(shelf), isRefused(other)]).toEqual([true, false]);
});

test('one tree’s refusals are not another’s', () => {
  const [mine, theirs] = [tree(), tree()];
  const collected = collectRefusals(mine.app);
  expect(() => refuse(theirs.shelf, refusal)).toThrow(RefusedError);
  expect([collected, isRefused(theirs.shelf)]).toEqual([[], false]);
});
