import { Progress } from '../../src/deploy/progress';

function shown(screen: { readonly isTTY?: boolean; readonly columns?: number }, use: (progress: Progress) => void): string {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  use(new Progress({ ...screen, write }));
  return text;
}

test('a terminal has the lines that stay above a block that is redrawn, and no line of it wraps', () => {
  const text = shown({ isTTY: true, columns: 12 }, (progress) => {
    progress.show(['a: 0 of 2', 'b: 0 of 2 pods available']);
    progress.line('created c');
    progress.show([]);
  });
  expect(text).toBe('a: 0 of 2\nb: 0 of ...\n\x1b[2A\x1b[0Jcreated c\na: 0 of 2\nb: 0 of ...\n\x1b[2A\x1b[0J');
});

test('a log has each line of the block once', () => {
  const text = shown({}, (progress) => {
    progress.show(['a: 0 of 2']);
    progress.show(['a: 0 of 2', 'b: 0 of 1']);
    progress.show(['a: 1 of 2', 'b: 0 of 1']);
    progress.line('created c');
    progress.show([]);
  });
  expect(text).toBe('a: 0 of 2\nb: 0 of 1\na: 1 of 2\ncreated c\n');
});
