import { parse } from 'yaml';
import { answer } from '../cli/answer';
import { rulesOver } from './reviewed';

const found = (text: string) => rulesOver([{ value: parse(text) }]).findings.map(({ rule, place }) => `${rule} ${place.pointer}`);

test('a list that is none is told instead of what follows from it', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: { port: 80, targetPort: a } }';
  expect(found(service)).toEqual(['value-type /spec/ports']);
});

const deployment = (container: string, replicas = '2') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: a, image: 'a:dev', resources: { requests: { cpu: 1m, memory: 1Mi } } }, { name: main, image: 'a:dev', ${container} }] }`;

test('other parts of the object are told as ever', () => {
  const container =
    'resources: { requests: { cpu: 1m, memory: 1Mi } }, readinessProbe: { tcpSocket: { port: http } }, ports: { containerPort: 80 }';
  expect(found(deployment(container))).toEqual([
    'value-type /spec/template/spec/containers/1/ports',
    'image-is-pinned /spec/template/spec/containers/0/image',
  ]);
});

test('a workload with a wrong type is refused by the API server: its verdict is not told', async () => {
  const rulesOf = async (replicas: string) => {
    const resources = 'resources: { requests: { cpu: 1m, memory: 1Mi } }';
    const { answer: report } = await answer(['check', '@a.yaml', '--topology', 'minikube', '--skip', 'image-is-pinned'], {
      'a.yaml': deployment(resources, replicas),
    });
    return report.findings.map(({ rule }) => rule);
  };
  expect(await rulesOf('1')).toEqual(['availability']);
  expect(await rulesOf('"1"')).toEqual(['value-type']);
});
