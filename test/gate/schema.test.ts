import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import topologySchema from '../../src/cluster/topology.schema.json';
import schema from '../../src/gate/configuration.schema.json';
import { readConfiguration } from '../../src/gate/configuration-file';
import { acceptableRules, selectableRules } from '../../src/gate/rule-names';
import { severities } from '../../src/manifests/diagnostic';
import { formats } from '../../src/report/formats';

const page = readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8');

test('the schema is published, and editors find it where its id says', () => {
  const { exports, files } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(exports['./configuration.schema.json']).toBe('./src/gate/configuration.schema.json');
  expect(files).toContain('src/gate/configuration.schema.json');
  expect(schema.$id).toBe('https://unpkg.com/nines/src/gate/configuration.schema.json');
  expect(page).toContain(`$schema=${schema.$id}`);
});

test('the services are those of a topology, which lies beside it', () => {
  const { $ref } = schema.properties.services.items;
  expect(new URL($ref, schema.$id).href).toBe(`${topologySchema.$id}#/definitions/service`);
});

test('the schema has the severities and the formats that there are', () => {
  const { severity, failOn, format } = schema.properties;
  expect([severity.enum, failOn.enum, format.enum]).toEqual([severities, severities, formats]);
});

test('editors complete the names of rules, and rules of your own are valid too', () => {
  const { rule, acceptable } = schema.definitions;
  const names = ({ anyOf: [known] }: typeof rule) => known?.enum;
  expect(names(rule)).toEqual([...selectableRules].sort());
  expect(names(acceptable)).toEqual([...acceptableRules].sort());
  expect([rule.anyOf.length, acceptable.anyOf.length]).toEqual([2, 2]);
});

test('the page lists every field, and its example is valid', () => {
  for (const field of Object.keys(schema.properties).filter((name) => name !== '$schema')) expect(page).toContain(`\`${field}\``);
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'nines-configuration-'));
  try {
    writeFileSync(join(folder, 'nines.yaml'), example);
    const { paths, topology, accept, services } = readConfiguration(join(folder, 'nines.yaml'));
    expect([paths, topology]).toEqual([[join(folder, 'rendered/')], join(folder, 'topology.yaml')]);
    expect([accept.length, services.length]).toEqual([1, 1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
