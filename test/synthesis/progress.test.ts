import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../src';
import { RefusedError } from '../../src/constructs/parts/refuse';
import { showing } from '../../src/synthesis/progress';
import { local, production } from '../fixtures/shop/environments';

/** What a stream got, and the work in between. */
function seen(isTTY: boolean): string[] {
  const all: string[] = [];
  const result = showing('production', () => all.push('(work)'), { isTTY, write: (text: string) => all.push(text) });
  expect(result).toBeGreaterThan(0);
  return all;
}

test('a terminal shows what is being worked on, and no more of it once that is done', () => {
  expect(seen(true)).toEqual(['production ...', '(work)', '\r\x1b[K']);
});

test('a log gets nothing of it', () => {
  expect(seen(false)).toEqual(['(work)']);
});

test('the line goes when the work fails', () => {
  const all: string[] = [];
  const fail = () => {
    throw new Error('no');
  };
  expect(() => showing('production', fail, { isTTY: true, write: (text) => all.push(text) })).toThrow('no');
  expect(all.at(-1)).toBe('\r\x1b[K');
});

describe('synthesize', () => {
  const home = process.cwd();
  const place = mkdtempSync(join(tmpdir(), 'nines-progress-'));
  const { isTTY } = process.stderr;
  beforeEach(() => {
    process.chdir(place);
    process.stderr.isTTY = true;
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.chdir(home);
    process.stderr.isTTY = isTTY;
    process.exitCode = 0;
    rmSync(place, { recursive: true, force: true });
  });

  test('shows each environment while it is made', () => {
    const all: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => all.push(String(text)) > 0);
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const build = (_: unknown, { name }: { name: string }): never => {
      all.push(`(${name})`);
      throw new RefusedError('no');
    };
    synthesize([local, production], build, []);
    expect(all).toEqual(['local ...', '(local)', '\r\x1b[K', 'production ...', '(production)', '\r\x1b[K']);
  });
});
