import { incidentRecordOf } from '../../src/cluster/incident-file';
import { recordMistakes } from '../../src/cluster/incidents';

const header = 'start,end,cause,share';

function errorOf(text: string, window = {}): string {
  try {
    incidentRecordOf(text, 'records.csv', window);
  } catch (error) {
    return (error as Error).message;
  }
  return 'valid';
}

test('a record is read with its notes, comments, offsets and percentages', () => {
  const text = `\uFEFF# after the review of 2025
Start, End, Cause, Share of users, Post-mortem
2025-03-01 09:30, 2025-03-01 09:42, Region, 100%, "https://wiki.example/1, with a comma"

2025-07-09T10:00+02:00,2025-07-09T08:45:30Z,expired certificate,0.25,
`;
  expect(incidentRecordOf(text, 'records.csv')).toEqual({
    source: 'records.csv',
    from: '2025-03-01 09:30',
    until: '2025-07-09T08:45:30Z',
    incidents: [
      { start: '2025-03-01 09:30', end: '2025-03-01 09:42', cause: 'region', share: 1 },
      { start: '2025-07-09T10:00+02:00', end: '2025-07-09T08:45:30Z', cause: 'expired-certificate', share: 0.25 },
    ],
  });
});

test('a record without any incident needs to say how long there was none', () => {
  expect(errorOf(`${header}\n`)).toBe(
    "records.csv: no incident in the record; add one, or say how long there was none: 'from' and 'until'",
  );
  const window = { from: '2025-01-01', until: '2026-01-01' };
  expect(incidentRecordOf(`${header}\n`, 'records.csv', window)).toEqual({ source: 'records.csv', ...window, incidents: [] });
});

test('an incident that stands there twice, or has not ended yet, is refused', () => {
  const line = '2025-03-01 09:30,2025-03-01 09:42,region,100%';
  const again = '2025-03-01T10:30+01:00,2025-03-01 09:42,Region,1';
  expect(errorOf([header, line, '2025-05-01,2025-05-02,dns,1', again].join('\n'))).toBe(
    'records.csv:4: the same incident as in line 2; remove one of them',
  );
  expect(errorOf([header, line, '2025-05-01,2999-05-02,dns,1'].join('\n'))).toBe(
    "records.csv:3: end: '2999-05-02' is in the future; write when it ended",
  );
});

test('one incident in the future is no record that is too short, nor one past its window', () => {
  const line = '2999-05-01,2999-05-02,dns,1';
  const told = "records.csv:2: end: '2999-05-02' is in the future; write when it ended";
  expect(errorOf([header, line].join('\n'))).toBe(told);
  expect(errorOf([header, line].join('\n'), { from: '2025-01-01', until: '2026-01-01' })).toBe(told);
});

test('a record of one incident needs to say how long it is', () => {
  const text = `${header}\n2025-03-01 09:30,2025-03-01 09:40,region,1\n`;
  expect(errorOf(text)).toBe(
    "records.csv: one incident does not say how long was recorded; say when the record began and ended: 'from' and 'until'",
  );
  expect(errorOf(text, { from: '2025-01-01' })).toBe('valid');
});

test.each([
  [
    'a time',
    '2025-03-01,yesterday,region,1',
    "end: 'yesterday' is not a time; write a time such as 2026-03-01 09:30, in UTC, or with an offset: 2026-03-01T09:30+01:00",
  ],
  [
    'a day that is not in the calendar',
    '2025-02-30 10:00,2025-03-03,region,1',
    "start: '2025-02-30 10:00' is not a time; write a time such as 2026-03-01 09:30, in UTC, or with an offset: 2026-03-01T09:30+01:00",
  ],
  [
    'an end before the start',
    '2025-03-01 09:30,2025-03-01 09:00,region,1',
    "end: '2025-03-01 09:00' is not after the start '2025-03-01 09:30'; write a later time, such as 2025-03-01 09:40",
  ],
  [
    'a percentage, which is quoted as it is written',
    '2025-03-01 09:30,2025-03-01 09:40,region,150%',
    "share: '150%' is out of range; write a percentage above 0% and up to 100%, such as 25%",
  ],
  [
    'a percentage of nobody',
    '2025-03-01 09:30,2025-03-01 09:40,region,0.0%',
    "share: '0.0%' is out of range; write a percentage above 0% and up to 100%, such as 25%",
  ],
  [
    'a cause with capitals, likewise',
    '2025-03-01 09:30,2025-03-01 09:40,Load Balancr,1',
    "cause: unknown cause 'Load Balancr'; write 'load-balancer'",
  ],
  ['a typo', '2025-03-01 09:30,2025-03-01 09:40,regoin,1', "cause: unknown cause 'regoin'; write 'region'"],
  [
    'a cause',
    '2025-03-01 09:30,2025-03-01 09:40,???,1',
    "cause: '???' is not a cause; write lower-case words with hyphens, such as expired-certificate",
  ],
  [
    'what the model computes',
    '2025-03-01 09:30,2025-03-01 09:40,capacity,1',
    "cause: 'capacity' is computed from the rates of nodes and zones; write what happened: node-failover, zone-failover, or a word of your own",
  ],
  [
    'a share as a word',
    '2025-03-01 09:30,2025-03-01 09:40,region,all',
    "share: must be a share of users, got a string: 'all'; write a number above 0 and up to 1, such as 0.25 for a quarter of the users",
  ],
  [
    'a percentage without its sign',
    '2025-03-01 09:30,2025-03-01 09:40,region,25',
    'share: 25 is out of range; write a number above 0 and up to 1, such as 0.25 for a quarter of the users',
  ],
  [
    'a value too few',
    '2025-03-01 09:30,2025-03-01 09:40,region',
    '3 values in a table of 4 columns; write one value for each column, and quote values with commas',
  ],
  ['a quote', '2025-03-01 09:30,2025-03-01 09:40,"region,1', 'a quoted value never ends; close the quote'],
  [
    'a quote inside of a value',
    '2025-03-01 09:30,2025-03-01 09:40,re"gion,1',
    'invalid CSV: Invalid Opening Quote: a quote is found on field "cause" at line 2, value is "re"; quote values with commas, and double the quotes inside of quotes',
  ],
])('%s is refused with its line', (_, line, message) => {
  expect(errorOf(`${header}\n${line}\n`)).toBe(`records.csv:2: ${message}`);
});

test('every invalid value is reported at once', () => {
  expect(
    errorOf(`${header}\n2025-03-01 09:30,2025-03-01 09:40,region,2\n\n2025-03-01 09:30,2025-03-01 09:40,zones,0\n`).split('\n'),
  ).toEqual([
    'records.csv:2: share: 2 is out of range; write a number above 0 and up to 1, such as 0.25 for a quarter of the users',
    "records.csv:4: cause: unknown cause 'zones'; write 'zone'",
    'records.csv:4: share: 0 is out of range; write a number above 0 and up to 1, such as 0.25 for a quarter of the users',
  ]);
});

test.each([
  ['', 'records.csv: the record has no columns; write a first line start,end,cause,share'],
  [
    'start,end,cause,shares\n',
    "records.csv:1: the column 'share' is missing; the file has 4 columns: start, end, cause, shares; rename 'shares' to 'share'",
  ],
  [
    'start;end;cause;share\n',
    "records.csv:1: the column 'start' is missing; the file has one column, 'start;end;cause;share'; write a first line start,end,cause,share, separated by commas",
  ],
])('a file with the header %j is refused', (text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('an incident outside of the window is refused', () => {
  const line = '2025-03-01 09:30,2025-03-01 09:40,region,1';
  expect(errorOf(`${header}\n${line}\n`, { from: '2025-04-01' })).toBe(
    "records.csv: the record ends, '2025-03-01 09:40', before it begins, '2025-04-01'; write 'until' after 'from'",
  );
  expect(errorOf(`${header}\n${line}\n`, { from: '2025-04-01', until: '2026-01-01' })).toBe(
    "records.csv:2: start: '2025-03-01 09:30' is before the record begins, '2025-04-01'; move 'from', or remove the incident",
  );
  expect(errorOf(`${header}\n${line}\n`, { until: '2025-03-01 09:35' })).toBe(
    "records.csv:2: end: '2025-03-01 09:40' is after the record ends, '2025-03-01 09:35'; move 'until', or remove the incident",
  );
});

describe('a record in code', () => {
  const incident = { start: '2025-03-01 09:30', end: '2025-03-01 09:40', cause: 'region', share: 1 };
  const record = { source: 'our pages', from: '2025-01-01', until: '2026-01-01', incidents: [incident] };

  test('is checked as a file is', () => {
    expect(recordMistakes(record)).toEqual([]);
    expect(recordMistakes({ ...record, from: 2025, incidents: [{ ...incident, share: 2 }, 'one'] })).toEqual([
      { path: ['from'], message: 'must be a day, got an integer: 2025', fix: 'write a day such as 2025-01-01' },
      {
        path: ['incidents', 0, 'share'],
        message: '2 is out of range',
        fix: 'write a number above 0 and up to 1, such as 0.25 for a quarter of the users',
      },
      { path: ['incidents', 1], message: "must be an incident, got a string: 'one'", fix: 'write { start, end, cause, share }' },
    ]);
    expect(recordMistakes({ ...record, until: '2025-01-01' })).toEqual([
      { path: ['until'], message: "'2025-01-01' is not after '2025-01-01'", fix: 'write the day after the last of the record' },
    ]);
  });

  test.each([
    ['records.csv', "must be a record of incidents, got a string: 'records.csv'"],
    [{ file: 'records.csv' }, 'must have a source and incidents'],
  ])('%j is no record', (value, message) => {
    const fix = "read a file with readIncidents('records.csv'), or write { source, from, until, incidents }";
    expect(recordMistakes(value)).toEqual([{ path: [], message, fix }]);
  });
});

test('an incident may say which workload failed', () => {
  const of = (service: string) =>
    `${header},service\n2025-03-01 09:30,2025-03-01 09:42,slow-query,1,${service}\n2025-03-02 09:30,2025-03-02 09:42,region,1,\n`;
  expect(incidentRecordOf(of('Deployment/shop/api'), 'records.csv').incidents.map(({ service }) => service)).toEqual([
    'Deployment/shop/api',
    undefined,
  ]);
  expect(errorOf(of('api'))).toBe(
    "records.csv:2: service: 'api' is not a workload; write Kind/namespace/name, such as Deployment/shop/backend",
  );
});

test('incidents of one cause that overlap would count twice, so they are refused', () => {
  const lines = (...of: readonly string[]) => `${header},service\n${of.join('\n')}\n`;
  const first = '2025-03-01 09:30,2025-03-01 09:42,node,33%,';
  expect(errorOf(lines(first, '2025-03-01 09:41,2025-03-01 09:50,node-failover,33%,'))).toBe(
    'records.csv:3: it overlaps the incident of the same cause in line 2; write one incident of both, with the share that failed at a time, or the service of each',
  );
  expect(errorOf(lines(first, '2025-03-01 09:42,2025-03-01 09:50,node,33%,', '2025-03-01 09:30,2025-03-01 09:50,region,1,'))).toBe('valid');
  expect(errorOf(lines(`${first}Deployment/shop/web`, '2025-03-01 09:41,2025-03-01 09:50,node,33%,Deployment/shop/api'))).toBe('valid');
});
