import { fc } from '../../random';

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'name', 'a.b/c-d', '"q r"', "'s'") },
  { weight: 1, arbitrary: fc.constantFrom('on', 'null', '1', 'x y', '<<', '?', 'é', 'toString') },
);

const common = fc.constantFrom(
  'text',
  'two words',
  '1',
  '0644',
  'true',
  '"a"',
  '"a\\nb"',
  "'a'",
  "'it''s'",
  '{}',
  '[]',
  '[a, b]',
  '{a: 1, b: c}',
  'x:y',
  '-x',
);

const flow = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('a', '1', 'a b', 'a:b', '-1', '-', '.5', '"a, b"', "'a'", "'a''b'", '"\\n"', 'on', '', 'a#b', 'a #b'),
    },
    fc.tuple(fc.array(tie('value'), { maxLength: 3 }), fc.constantFrom(', ', ',', ' , ')).map(([items, mark]) => `[${items.join(mark)}]`),
    fc
      .tuple(fc.array(fc.tuple(key, fc.constantFrom(': ', ':'), tie('value')), { maxLength: 3 }), fc.constantFrom(', ', ','))
      .map(([items, mark]) => `{${items.map((it) => it.join('')).join(mark)}}`),
  ),
})).value;

const value = fc.oneof(
  { weight: 12, arbitrary: common },
  fc.constantFrom(
    '',
    'text',
    'two words',
    '1',
    '0644',
    '1e3',
    '-0',
    '.nan',
    'true',
    'no',
    '~',
    '-',
    '- a',
    '-x',
    '#x',
    'x#y',
    'x #y',
    'x:',
    'x: y',
    ':x',
    '::/0',
    ': x',
    'x:y',
    '::/0',
    ':a',
    ':',
  ),
  fc.constantFrom(
    '"a"',
    '"a\\nb"',
    '"\\u0041"',
    '"\\/"',
    '"a" b',
    '"a"#b',
    '"a" # b',
    '"a',
    "'a'",
    "'it''s'",
    "'a' 'b'",
    '|',
    '|-',
    '|+',
    '|2',
    '>',
    '| # c',
  ),
  fc.constantFrom(
    '{}',
    '[]',
    '{ }',
    '[ ]',
    '{a: 1}',
    '[a, b]',
    '[a,]',
    '[,]',
    '*a',
    '&a x',
    '!!str 1',
    '%',
    '@',
    '`',
    'a\tb',
    'é',
    'a\u00a0',
    '...',
    '---',
  ),
  flow,
);

const content = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(key, value, fc.constantFrom('', '', '', ' ', ' # c', '#c')).map(([name, it, rest]) => `${name}: ${it}${rest}`),
  },
  { weight: 3, arbitrary: fc.tuple(key, fc.constantFrom(':', ':', ':', ': ', ': # c', ': |', ': |-', ' :')).map((it) => it.join('')) },
  { weight: 2, arbitrary: value },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '   ', '# c', '---', '...', '"', "'", 'text') },
);

const line = fc.record({
  step: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -2, -2, -4, 2, 1),
  dash: fc.constantFrom('', '', '', '', '', '- ', '- ', '-   ', '- - ', '-'),
  text: content,
});

/** Lines that are mostly indented by what is before them. */
function indented(lines: readonly { readonly step: number; readonly dash: string; readonly text: string }[]): string {
  let column = 0;
  let isOpen = false;
  const texts = lines.map(({ step, dash, text }) => {
    column = Math.max(0, column + step + (isOpen ? 2 : 0));
    isOpen = /: *(\|-?)?$/.test(text);
    const written = `${' '.repeat(column)}${dash}${text}`;
    column += dash.length;
    return written;
  });
  return texts.join('\n');
}

/** A document as tools and people write them, or nearly so. */
export const plainTexts = fc
  .tuple(
    fc.constantFrom('', '', '---\n', '# c\n', '# c\n---\n'),
    fc.array(line, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\n', '', '\n\n'),
  )
  .map(([head, lines, end]) => `${head}${indented(lines)}${end}`);

const pieces = fc.array(
  fc.constantFrom(
    ...['"', "'", "''", 'a', 'b', ' ', '  ', '\n', '\n  ', '\n    ', '\n\n', '\n ', '"\n', "'\n"],
    ...['\\', '\\\\', '\\n', '\\"', '\\ ', '#', ' #', ':', ': ', '- ', '{', '[', ',', '?', '|', '\u00a0'],
  ),
  { minLength: 1, maxLength: 12 },
);

/** A document with a scalar that may be in quotes, and may go on for several lines. */
export const foldedTexts = fc
  .tuple(
    fc.constantFrom('a: ', 'a:\n- ', 'a:\n  b: ', '- - ', '- a: ', 'a: "', "a: '", 'a:\n  b: "', "- '"),
    pieces,
    fc.constantFrom('', '\n', '"\n', "'\n", '\nc: d\n', '"\nc: d\n', "'\nc: d\n", '\n  c: d\n', '\n- e\n'),
  )
  .map(([start, within, end]) => `${start}${within.join('')}${end}`);
