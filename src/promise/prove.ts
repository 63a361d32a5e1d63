import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf } from '../manifests/object-index';
import { promisedIn } from '../proof/promised';
import { Proof } from '../proof/proof';
import { type ProofOptions, promiseReport } from '../proof/report';
import { availability } from '../rules';
import { apiObjectsIn, documentsIn } from './documents';
import { lostPatches } from './lost-patches';
import type { PlatformTopology } from './places';

/**
 * Proves the promises of the services in a scope, as `app.synth()` does, from the manifests that would be written. It writes nothing.
 *
 * A scope without any promise is not proved: otherwise a test would still pass after its promise was removed.
 *
 * @param scope a chart, or an App whose charts share a cluster
 * @param platform the platform that it runs on
 * @throws TopologyError if the topology doesn't fit the manifests
 */
export function prove(scope: IConstruct, platform: Pick<PlatformTopology, 'topology'>, options: ProofOptions = {}): Proof {
  const index = indexOf(documentsIn(scope));
  const proved = promiseReport(index, platform.topology, options);
  const report = { ...proved, findings: [...apiObjectsIn(scope).flatMap(lostPatches), ...proved.findings] };
  if (report.findings.length > 0 || promisedIn(index, platform.topology).length > 0) return new Proof(report);
  return new Proof({ ...report, findings: [nothingPromised(scope)] });
}

function nothingPromised({ node }: IConstruct): Diagnostic {
  return {
    severity: availability.severity,
    rule: availability.id,
    place: { construct: node.path },
    message: 'nothing is promised',
    fix: "set `availability` on a service, for example '99.95%'",
  };
}
