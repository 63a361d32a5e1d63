import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { isPlain } from '../parts/record';
import type { Resources } from '../parts/resources';
import type { ElasticsearchHttp } from './http';
import { credentialsOf, type Login } from './logins';
import { DEFAULT_NAME, PORTS } from './names';
import type { Plan } from './plan';
import type { ElasticsearchProps } from './props';
import { securitySecrets } from './security';

export const DEFAULT_RESOURCES: Resources = { cpu: Cpu.millis(500), memory: Size.gibibytes(2) };
export const DEFAULT_INDEX_REPLICAS = 1;

/** What a plan has whether the cluster has one set of nodes or several. */
export type SharedPlan = Pick<Plan, 'identity' | 'namespace' | 'props' | 'zones' | 'secrets'>;

/** @param zones the zones to spread shards over, empty if there is only one */
export function sharedPlan(construct: Construct, props: ElasticsearchProps, zones: readonly string[]): SharedPlan {
  const identity = identityOf(props.name ?? DEFAULT_NAME, DEFAULT_NAME);
  const secrets = securitySecrets(construct, identity.name, props.security);
  return { identity, namespace: namespaceOf(construct), props, zones, secrets };
}

/** The port for clients. */
export function httpOf({ identity, secrets, props, serving }: Plan): ElasticsearchHttp {
  return {
    service: identity.name,
    name: 'http',
    number: PORTS.http,
    selector: serving.selector,
    workload: `StatefulSet/${serving.name}`,
    url: `${secrets ? 'https' : 'http'}://${identity.name}:${PORTS.http}`,
    certificateAuthority: secrets && { secret: secrets.http, key: 'ca.crt' },
    credentials: secrets && props.clientCredentials,
  };
}

/** The same port for each login, with its credentials. */
export function loginsOf<Name extends string>(plan: Plan): Readonly<Record<Name, ElasticsearchHttp>> {
  const logins = isPlain(plan.props.logins) ? Object.entries(plan.props.logins) : [];
  return Object.fromEntries(logins.map(([name, login]) => [name, loginHttp(plan, name, login)])) as Record<Name, ElasticsearchHttp>;
}

/** The port with the credentials of one login. */
export function loginHttp(plan: Plan, name: string, login: Login): ElasticsearchHttp {
  const { identity, secrets } = plan;
  return { ...httpOf(plan), credentials: secrets && credentialsOf(identity.name, name, login) };
}
