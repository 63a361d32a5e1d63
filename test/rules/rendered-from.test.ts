import { indexOf } from '../../src/manifests/object-index';
import { manifestsIn } from '../../src/manifests/read';
import { reviewOf } from '../../src/proof/report';

/** As messages name it. */
const STANDARD_INPUT = 'standard input';

const rendered = `---
# Source: shop/charts/cache/templates/service.yaml
apiVersion: v1
kind: Service
metadata: { name: Cache, namespace: shop }
spec: { clusterIP: None }
---
# Source: shop/templates/config.yaml
# a comment of the chart
apiVersion: v1
kind: ConfigMap
metadata: { name: A, namespace: shop }
data:
  notes: |
    # Source: elsewhere.yaml
---
apiVersion: v1
kind: ConfigMap
metadata: { name: B, namespace: shop }
`;

const placesIn = (file: string) =>
  reviewOf(indexOf(manifestsIn([{ file, text: rendered }]).documents), undefined).findings.map(({ place }) => [place.file, place.line]);

test('in a stream of helm template a finding names the template of its object, and no line', () => {
  expect(placesIn(STANDARD_INPUT)).toEqual([
    ['shop/charts/cache/templates/service.yaml', undefined],
    ['shop/templates/config.yaml', undefined],
    [STANDARD_INPUT, 19],
  ]);
});

test('in a file it names the file and the line, which an editor opens', () => {
  expect(placesIn('rendered.yaml')).toEqual([
    ['rendered.yaml', 5],
    ['rendered.yaml', 12],
    ['rendered.yaml', 19],
  ]);
});
