import { goTemplateText, plainTemplateText } from '../../src/manifests/template';

const values = { name: 'production', on: true, off: false, empty: '', cluster: { zone: 'a' } };

test.each([
  ['dist/{{ .name }}', 'dist/production'],
  ['{{.name}}-{{ .cluster.zone }}', 'production-a'],
  ['{{ .on }}', 'true'],
  ['a {{- if .on }} b{{ end }}', 'a b'],
  ['a {{ if .off }}b{{ else }}c{{ end }}', 'a c'],
  ['{{ if .empty }}b{{ else }}c{{ end }}', 'c'],
  ['{{ if .off }}{{ if .on }}a{{ else }}b{{ end }}{{ else }}{{ if .on }}c{{ end }}{{ end }}', 'c'],
  ['x\n{{- if .on }}\nspec:\n  a: 1\n{{- else }}\n{}\n{{- end }}\n', 'x\nspec:\n  a: 1\n'],
  ['{{ .name -}}\n  end', 'productionend'],
  ['no template', 'no template'],
  ['', ''],
])('%j is %j', (template, text) => {
  expect(goTemplateText(template, values)).toBe(text);
});

test.each([
  '{{ .missing }}',
  '{{ if .missing }}a{{ end }}',
  '{{ .cluster }}',
  '{{ .name | upper }}',
  '{{ range .all }}a{{ end }}',
  '{{ if .on }}a',
  '{{ end }}',
  '{{ else }}',
  'a {{ .name',
])('%j can’t be told', (template) => {
  expect(goTemplateText(template, values)).toBeUndefined();
});

test('a plain template has names alone, and keeps those without a value', () => {
  expect(plainTemplateText('{{name}}-{{ cluster.zone }}-{{missing}}-{{on}}', values)).toBe('production-a-{{missing}}-{{on}}');
});
