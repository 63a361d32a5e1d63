import { pointerTo } from '../../src/manifests/pointer';
import { kubernetesVersions, validate } from '../../src/schema';
import { catalogFor } from '../../src/schema/catalogs';
import { custom } from '../../src/schema/data';
import type { Type } from '../../src/schema/type';
import { fc } from '../random';
import { closedObjects, type Place } from './closed-objects';
import { valid } from './valid';

const kinds = kubernetesVersions.flatMap((version) => {
  const names = ['v1', ...Object.keys(custom).map((group) => `${group}/v1`)].flatMap((home) => catalogFor(home, version).apiVersions());
  return [...new Set(names)].flatMap((apiVersion) =>
    catalogFor(apiVersion, version)
      .kindsOf(apiVersion)
      .map((kind) => ({ version, apiVersion, kind })),
  );
});

/** Any kind, with an object of it that follows its schema. */
const manifests = fc.constantFrom(...kinds).chain(({ version, apiVersion, kind }) => {
  const catalog = catalogFor(apiVersion, version);
  const type = catalog.kind(apiVersion, kind);
  if (!type) throw new Error(`${kind} is gone`);
  return valid(type, catalog).map((value) => ({
    version,
    manifest: { ...(value as Record<string, unknown>), apiVersion, kind, metadata: { name: 'a' } },
  }));
});

test('any value that follows a schema is valid', () => {
  fc.assert(
    fc.property(manifests, ({ version, manifest }) => {
      expect(validate(manifest, version)).toEqual([]);
    }),
  );
});

test('an unknown field is found at any depth', () => {
  fc.assert(
    fc.property(manifests, fc.nat(), ({ version, manifest }, pick) => {
      const catalog = catalogFor(manifest.apiVersion, version);
      const places = closedObjects(catalog.kind(manifest.apiVersion, manifest.kind) as Type, manifest, catalog);
      const { path, object } = places[pick % places.length] as Place;
      Object.assign(object, { fieldOfNobody: 1 });
      expect(validate(manifest, version)).toMatchObject([{ pointer: pointerTo([...path, 'fieldOfNobody']), problem: 'unknown-field' }]);
    }),
  );
});

test('any input yields readable findings, the same each time', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.object(),
        manifests.map(({ manifest }) => ({ ...manifest, spec: 'x' })),
      ),
      (anything) => {
        const findings = validate(anything, '1.36');
        expect(validate(anything, '1.36')).toEqual(findings);
        for (const { pointer, message, fix } of findings) {
          expect(pointer).toMatch(/^(\/|$)/);
          expect(message).not.toMatch(/undefined|\[object/);
          expect(fix).not.toMatch(/undefined|\[object/);
        }
      },
    ),
  );
});

test('the order of fields does not change the findings', () => {
  fc.assert(
    fc.property(manifests, ({ version, manifest }) => {
      const turned = Object.fromEntries(Object.entries({ ...manifest, more: 1 }).reverse());
      expect(validate(turned, version)).toEqual(validate({ ...manifest, more: 1 }, version));
    }),
  );
});
