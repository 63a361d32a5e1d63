import { validate } from '../../src/schema';
import { container, deployment } from './deployment';

const certificate = (spec: Record<string, unknown>) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'shop' },
  spec: { secretName: 'shop-tls', issuerRef: { name: 'acme' }, ...spec },
});

test('a field that is null or undefined counts as unset', () => {
  expect(validate(deployment({ env: null, ports: undefined, imagePullPolicy: null }, { replicas: null }), '1.36')).toEqual([]);
  expect(validate(certificate({ usages: null, duration: undefined }), '1.36')).toEqual([]);
});

test('a value of a map that is null is an empty string', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { empty: null } }, data: { empty: null } };
  expect(validate(manifest, '1.36')).toEqual([]);
});

test('an item of a list that is null is an empty item: an object lacks its fields, a string is empty', () => {
  expect(validate(deployment({ args: [null] }), '1.36')).toEqual([]);
  expect(validate(deployment({ ports: [null] }), '1.36')).toEqual([
    {
      pointer: `${container}/ports/0`,
      problem: 'missing',
      message: "'containerPort' is missing",
      fix: "add 'containerPort', a port from 1 to 65535",
    },
  ]);
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'a' },
    spec: { accessModes: [null], resources: { requests: {} } },
  };
  expect(validate(claim, '1.36')).toEqual([
    {
      pointer: '/spec/accessModes/0',
      problem: 'not-in-enum',
      message: "unsupported value ''",
      fix: 'use ReadOnlyMany, ReadWriteMany, ReadWriteOnce or ReadWriteOncePod',
    },
  ]);
});

test('an empty string counts as missing where it is required, except in a status', () => {
  expect(validate(deployment({ image: '' }), '1.36')).toEqual([
    { pointer: `${container}/image`, problem: 'missing', message: "'image' must not be empty", fix: 'write a value' },
  ]);
  const condition = { type: 'Available', status: 'True', lastTransitionTime: '2026-01-31T12:00:00Z', reason: '', message: '' };
  const budget = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1, conditions: [condition] };
  const manifest = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, status: budget };
  expect(validate(manifest, '1.36')).toEqual([]);
});

test('an empty list is invalid where an item is required', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [] } };
  expect(validate(pod, '1.36')).toEqual([
    { pointer: '/spec/containers', problem: 'out-of-range', message: 'the list must not be empty', fix: 'add an item' },
  ]);
});

test('null in a list of a custom resource is invalid', () => {
  expect(validate(certificate({ dnsNames: [null] }), '1.36')).toEqual([
    { pointer: '/spec/dnsNames/0', problem: 'wrong-type', message: 'must be a string, got null', fix: 'write a string' },
  ]);
});

test('an empty enum value is the default, and invalid where the field is required', () => {
  expect(validate(deployment({ imagePullPolicy: '' }), '1.36')).toEqual([]);
  const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: '' };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a' }], topologySpreadConstraints: [spread] },
  };
  expect(validate(pod, '1.36')).toEqual([
    {
      pointer: '/spec/topologySpreadConstraints/0/whenUnsatisfiable',
      problem: 'not-in-enum',
      message: "unsupported value ''",
      fix: 'use DoNotSchedule or ScheduleAnyway',
    },
  ]);
});
