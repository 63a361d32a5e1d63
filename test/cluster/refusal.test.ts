import { join } from 'node:path';
import { mutant, readFaults } from './harness/fault';
import { withApplication } from './harness/fixture';
import { production } from './harness/shop';

const faults = readFaults(join(__dirname, 'faults'));

describe('production', () => {
  // With the application in place, so that changes of what can't be changed are refused too.
  const check = withApplication(production);

  check('is accepted as it is', async ({ cluster, manifests }) => {
    for (const manifest of manifests) {
      expect(await cluster.server.apply(manifest, { dryRun: true })).toMatchObject({ status: 200, warnings: [] });
    }
  });

  for (const fault of faults.filter(({ refused }) => refused)) {
    check(`is refused with ${fault.name}`, async ({ cluster, manifests }) => {
      const answer = await cluster.server.apply(mutant(fault, manifests), { dryRun: true });
      expect(answer.body.message).toContain(fault.refused);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    });
  }

  for (const fault of faults.filter(({ warned }) => warned)) {
    check(`is warned about with ${fault.name}`, async ({ cluster, manifests }) => {
      const answer = await cluster.server.apply(mutant(fault, manifests), { dryRun: true });
      expect(answer.warnings.join('\n')).toContain(fault.warned);
    });
  }
});
