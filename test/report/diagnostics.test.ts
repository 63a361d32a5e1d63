import type { Diagnostic } from '../../src/manifests/diagnostic';
import { acceptedText, diagnosticText } from '../../src/report/diagnostics';

const everything: Diagnostic = {
  severity: 'warning',
  rule: 'image-is-pinned',
  place: {
    file: 'dist/production/30-backend.yaml',
    line: 12,
    column: 7,
    object: { kind: 'Deployment', namespace: 'shop', name: 'backend' },
    pointer: '/spec/template/spec/containers/0/image',
    construct: 'production/backend/deployment',
    setting: 'backend.image',
  },
  message: "the tag 'dev' moves",
  fix: 'write a version',
};

test('all of a diagnostic is shown', () => {
  expect(diagnosticText(everything)).toBe(
    [
      'warning: dist/production/30-backend.yaml:12:7 Deployment shop/backend /spec/template/spec/containers/0/image (made by production/backend/deployment, set by backend.image)',
      "  the tag 'dev' moves [image-is-pinned]",
      '  write a version',
    ].join('\n'),
  );
});

test('an object without a namespace, at its root', () => {
  const place = { object: { kind: 'Namespace', namespace: '', name: 'shop' }, pointer: '' };
  expect(diagnosticText({ ...everything, severity: 'hint', place })).toBe(
    "hint: Namespace shop\n  the tag 'dev' moves [image-is-pinned]\n  write a version",
  );
});

const refusal = { severity: 'error', rule: 'invalid-value', message: 'masters must be odd, got 2', fix: 'use 1 or 3' } as const;

test('what a construct refuses is one sentence', () => {
  const place = { construct: 'production/elasticsearch', setting: 'elasticsearch.masters' };
  expect(diagnosticText({ ...refusal, place })).toBe('error: production: elasticsearch.masters: masters must be odd, got 2; use 1 or 3');
  expect(diagnosticText({ ...refusal, place: {}, fix: '' })).toBe('error: masters must be odd, got 2');
  expect(diagnosticText({ ...refusal, place: { construct: 'production/elasticsearch' } })).toBe(
    "error: 'production/elasticsearch': masters must be odd, got 2; use 1 or 3",
  );
});

test('a file that cannot be read is placed by line and column', () => {
  const place = { file: 'app.yaml', line: 3, column: 1 };
  expect(diagnosticText({ ...refusal, rule: 'unreadable', place, message: "'a' is set twice", fix: 'remove one' })).toBe(
    "error: app.yaml:3:1: 'a' is set twice; remove one",
  );
});

test('what is accepted is a line with its reason', () => {
  const { file, line, column, construct, setting, ...place } = everything.place;
  expect(acceptedText([{ ...everything, place, because: 'we try it out' }])).toBe(
    "  Deployment shop/backend /spec/template/spec/containers/0/image: the tag 'dev' moves [image-is-pinned], because we try it out",
  );
});
