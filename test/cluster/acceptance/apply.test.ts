import { inWords } from '../../../src/manifests/identity';
import { objectIdentityOf } from '../../../src/synthesis/manifest';
import { apply, settled } from '../harness/deploy';
import { readyEndpoints } from '../harness/endpoints';
import { type Given, onEmptyCluster } from '../harness/fixture';
import { observe } from '../harness/observations';
import { missingReferences } from '../harness/references';
import { agreed } from '../harness/server';
import { until } from '../harness/until';
import { readyPods, workloadsOf } from '../harness/workloads';
import { subjects } from './subjects';

describe.each(subjects)('$name', (subject) => {
  const check = onEmptyCluster(subject);
  const workloads = workloadsOf(subject.manifests);
  const environment = subject.name;

  check('is applied to an empty cluster in the order of its files, strictly and without a warning', async ({ cluster }) => {
    const predicted = 'accepted, no warning';
    const { warnings } = await observe(
      { environment, event: 'first apply', predicted },
      () => apply(cluster, subject.manifests, subject.secrets),
      (deployed) => (deployed.warnings.length === 0 ? predicted : `${deployed.warnings.length} warnings`),
    );
    expect(warnings).toEqual([]);
  });

  check('becomes ready', async ({ cluster }) => {
    await observe(
      { environment, event: 'start', predicted: 'all ready' },
      () => settled(cluster, workloads),
      () => 'all ready',
    );
  });

  check('refers to nothing that is not there', async ({ cluster }) => {
    expect(await missingReferences(cluster, subject.manifests)).toEqual([]);
  });

  check('has all of its ready pods behind its Services', async ({ cluster }) => {
    for (const service of subject.manifests.filter(({ kind }) => kind === 'Service')) {
      const { selector } = service['spec'] as { selector: Record<string, string> };
      const behind = workloads.filter(({ manifest }) => selects(selector, manifest));
      expect(behind).toHaveLength(1);
      await until(cluster.state, `endpoints of ${inWords(objectIdentityOf(service))}`, () => {
        const pods = behind.flatMap((workload) => readyPods(cluster.state, workload));
        return (
          readyEndpoints(cluster.state, service).join() ===
          pods
            .map(({ metadata }) => metadata?.name)
            .sort()
            .join()
        );
      });
    }
  });

  check('is not changed by a second apply', async (given) => {
    const before = await generations(given);
    await observe(
      { environment, event: 'second apply', predicted: 'no change' },
      () => apply(given.cluster, subject.manifests),
      () => 'no change',
    );
    expect(await generations(given)).toEqual(before);
  });

  check('lets no privileged pod into its namespace', async ({ cluster }) => {
    const namespace = subject.manifests.find(({ kind }) => kind === 'Namespace')?.metadata.name as string;
    const spec = { containers: [{ name: 'any', image: 'any', securityContext: { privileged: true } }] };
    const answer = await cluster.server.apply(
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'any', namespace }, spec },
      { dryRun: true },
    );
    expect(answer.status).toBe(403);
    expect(answer.body.message).toContain('violates PodSecurity "restricted:latest"');
  });
});

function selects(selector: Record<string, string>, workload: Given['manifests'][number]): boolean {
  const { template } = workload['spec'] as { template: { metadata: { labels: Record<string, string> } } };
  return Object.entries(selector).every(([key, value]) => template.metadata.labels[key] === value);
}

async function generations({ cluster, subject }: Given): Promise<Record<string, number | undefined>> {
  const entries = subject.manifests.map(async (manifest) => {
    const { body } = agreed(await cluster.server.read(manifest), inWords(objectIdentityOf(manifest)));
    return [inWords(objectIdentityOf(manifest)), (body['metadata'] as { generation?: number }).generation] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
