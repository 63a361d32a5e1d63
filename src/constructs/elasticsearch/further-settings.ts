import type { Construct } from 'constructs';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { Plan } from './plan';
import { requireSecureSettings } from './secure-settings';
import { podSettings, settings } from './settings';

/** Why a setting is refused, and what to do instead. */
interface Reason {
  readonly because: string;
  readonly fix: string;
}

const OWN: Reason = { because: 'is set by the construct', fix: 'remove it, and use the prop instead if there is one' };

/** The settings that `settings` refuses, apart from those that the construct sets. */
const REFUSED: readonly (Reason & { readonly names: RegExp })[] = [
  {
    // What Elasticsearch reads only from its keystore.
    names:
      /(^|[._])(password|passphrase|secret|secret_key|access_key|session_token|sas_token|credentials_file)$|\.secure_|^azure\.client\.\w+\.(account|key)$/,
    because: 'is a secret, which must not be in a manifest',
    fix: 'put it into a Secret and refer to it in secureSettings',
  },
  {
    names: /^(http|transport|remote_cluster)\.(.+\.)?(port|host|bind_host|publish_host|publish_port)$|^(network|transport\.profiles)\./,
    because: "changes where nodes listen, but Services, probes and NetworkPolicies rely on the construct's ports on all addresses",
    fix: 'remove it',
  },
  {
    names: /^discovery\.|^cluster\.initial_master_nodes$/,
    because: 'controls discovery and bootstrapping, which the construct decides when a node starts',
    fix: 'remove it',
  },
  {
    names: /^path\./,
    because: 'changes where the data is stored, but the volumes are mounted at the paths of the image',
    fix: 'remove it',
  },
  {
    names: /^xpack\.security\.authc\.anonymous\./,
    because: 'allows access without a password',
    fix: "declare the client in logins, or write security: { accept: 'no-security', because: '...' }",
  },
];

/** Refuses settings that can't be passed on, that the construct sets or relies on, and values that aren't strings. */
export function requireFurtherSettings(construct: Construct, plan: Plan): void {
  const own = new Set([...Object.keys(settings(plan)), ...Object.keys(podSettings(plan))]);
  for (const [name, value] of entriesOf(construct, 'settings', plan.props.settings, "{ 'http.max_content_length': '200mb' }")) {
    // The image derives the setting from a variable's name in lower case, and a shell passes on no other characters.
    if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name)) {
      refuse(construct, {
        setting: 'settings',
        message: `must have names that an environment variable can express, got ${shown(name)}`,
        fix: "write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint",
      });
      continue;
    }
    const refused = own.has(name) ? OWN : REFUSED.find(({ names }) => names.test(name));
    if (refused) refuse(construct, { setting: `settings['${name}']`, message: refused.because, fix: refused.fix });
    else if (typeof value !== 'string') {
      refuse(construct, {
        setting: `settings['${name}']`,
        message: `must be a string, got ${shown(value)}`,
        fix: "put it in quotes, such as 'true'",
      });
    }
  }
  if (plan.props.secureSettings !== undefined) requireSecureSettings(construct, plan.props.secureSettings);
}
