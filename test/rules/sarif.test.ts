import { sarif } from '../../lib/report/sarif';
import { rules, rulesOver } from '../../lib/rules';

const value = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
};

test('a finding is a result of its rule, with file, line and column', () => {
  const log = sarif(rulesOver([{ value, file: 'a b.yaml', locate: () => ({ line: 3, column: 5 }) }]));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'service-selects-pods',
            ruleIndex: rules.findIndex(({ id }) => id === 'service-selects-pods'),
            locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' }, region: { startLine: 3, startColumn: 5 } } }],
          },
        ],
      },
    ],
  });
});
