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

const path = 'src/gate/configuration.schema.json';

test('the schema is in the package, and the page says where editors find it: installed, and on the network', () => {
  const { exports, files } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(exports['./configuration.schema.json']).toBe(`./${path}`);
  expect(files).toContain(path);
  expect(page).toContain(`# yaml-language-server: $schema=node_modules/nines/${path}\n`);
  expect(page).toContain(`\`https://unpkg.com/nines/${path}\``);
});

test('the services are those of a topology, whose schema lies beside it, wherever an editor reads it from', () => {
  // An address of its own would lead from the installed package to the network.
  expect(schema).not.toHaveProperty('$id');
  const { $ref } = schema.properties.services.items;
  const { files } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  const installed = new URL($ref, `file:///node_modules/nines/${path}`);
  expect(files).toContain(installed.pathname.slice('/node_modules/nines/'.length));
  expect(new URL($ref, `https://unpkg.com/nines/${path}`).href).toBe(`${topologySchema.$id}#/definitions/service`);
  expect(topologySchema.definitions).toHaveProperty('service');
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
