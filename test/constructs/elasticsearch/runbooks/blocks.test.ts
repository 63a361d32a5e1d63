import { blocks, ON_CONTROL_PLANE, ON_ELASTICSEARCH } from './blocks';

/** What Elasticsearch is asked in them and no test asks, and why. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'elasticsearch-runbooks.md: Certificates 2': 'the tests’ Elasticsearch has no index for passwords that are changed',
};

const names = blocks().map(({ name }) => name);

test('every command of the pages is run by a test', () => {
  const known = new Set<string>([...ON_CONTROL_PLANE, ...ON_ELASTICSEARCH]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !names.includes(name))).toEqual([]);
});

/** Commands of kubectl that a control plane alone carries out. */
const CARRIED_OUT = /kubectl (--namespace \S+ )?(?!exec|logs|--)\w+/;

test('what changes objects is run on a control plane, and what asks Elasticsearch on Elasticsearch', () => {
  const isIn = (list: readonly string[], name: string) => list.includes(name);
  const wrong = blocks().filter(({ name, script }) => {
    const asks = /(^|\| )es '|kubectl .* exec /m.test(script);
    return (CARRIED_OUT.test(script) && !isIn(ON_CONTROL_PLANE, name)) || (asks && !isIn(ON_ELASTICSEARCH, name) && !(name in NOT_ASKED));
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
