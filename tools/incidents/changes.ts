/** The changed lines of one place with their surroundings, as a diff shows them. */
export interface Hunk {
  /** The object that it lies in, such as `Deployment checkout`. */
  readonly object: string;
  readonly lines: readonly string[];
}

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const surroundings = 2;

/** What turns one text of manifests into another. */
export function changesOf(before: string, after: string): readonly Hunk[] {
  const lines = compared(before.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - surroundings), index + surroundings + 1).some(({ mark }) => mark !== ' '),
  );
  const hunks: Hunk[] = [];
  lines.forEach(({ mark, text }, index) => {
    if (!near[index]) return;
    const last = hunks.at(-1);
    const line = `${mark}${text}`;
    if (last && near[index - 1]) hunks[hunks.length - 1] = { ...last, lines: [...last.lines, line] };
    else hunks.push({ object: objectAt(lines, changedFrom(lines, index)), lines: [line] });
  });
  return hunks;
}

/** The first line from there on that changed and says anything of an object. */
function changedFrom(lines: readonly Line[], index: number): number {
  return lines.findIndex(({ mark, text }, at) => at >= index && mark !== ' ' && text !== '---');
}

/** The lines of both texts in order, by their longest common subsequence. */
function compared(before: readonly string[], after: readonly string[]): readonly Line[] {
  const lengths = before.map(() => after.map(() => 0));
  const common = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] = before[i] === after[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      i++;
      j++;
    } else if (old !== undefined && (fresh === undefined || common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ mark: '-', text: old });
      i++;
    } else {
      lines.push({ mark: '+', text: fresh ?? '' });
      j++;
    }
  }
  return lines;
}

/** The kind and name of the object whose document a line lies in. */
function objectAt(lines: readonly Line[], index: number): string {
  const first = lines.slice(0, index).findLastIndex(({ text }) => text === '---') + 1;
  const rest = lines.slice(first);
  const end = rest.findIndex(({ text }, at) => at > index - first && text === '---');
  const document = rest.slice(0, end === -1 ? undefined : end).map(({ text }) => text);
  const kind = document.find((text) => text.startsWith('kind: '))?.slice('kind: '.length);
  const name = document.flatMap((text) => /^(?: {2}|metadata: \{ )name: ([^\s,]+)/.exec(text)?.[1] ?? [])[0];
  return `${kind} ${name}`;
}
