import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf } from '../manifests/object-index';
import { promisedIn } from '../proof/promised';
import { Proof } from '../proof/proof';
import { type ProofOptions, promiseReport } from '../proof/report';
import { availability } from '../rules';
import { documentsIn } from './documents';
import type { PlatformTopology } from './places';

/**
 * Proves what the services below a construct promise, as `app.synth()` does, from the manifests that will be written. It writes nothing.
 *
 * A scope in which nothing is promised is not proved: a test would go on passing after its promise is gone.
 *
 * @param scope a chart, or an App whose charts share a cluster
 * @param platform where it runs
 * @throws TopologyError where the topology doesn't fit the manifests
 */
export function prove(scope: IConstruct, platform: Pick<PlatformTopology, 'topology'>, options: ProofOptions = {}): Proof {
  const index = indexOf(documentsIn(scope));
  const report = promiseReport(index, platform.topology, options);
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
