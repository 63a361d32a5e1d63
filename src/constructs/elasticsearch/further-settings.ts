import type { Construct } from 'constructs';
import { requireObjectName } from '../parts/object-name';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { Plan } from './plan';
import type { SecureSettings } from './props';
import { podSettings, settings } from './settings';

/** Why a setting may not be said, and what to do. */
interface Reason {
  readonly because: string;
  readonly fix: string;
}

const OWN: Reason = { because: "is the construct's own", fix: 'leave it out of settings, and use the prop that there is for it' };

/** What may not be said in `settings`, beside the construct's own settings. */
const REFUSED: readonly (Reason & { readonly names: RegExp })[] = [
  {
    // What Elasticsearch itself takes from its keystore alone.
    names:
      /(^|[._])(password|passphrase|secret|secret_key|access_key|session_token|sas_token|credentials_file)$|\.secure_|^azure\.client\.\w+\.(account|key)$/,
    because: 'is a secret, and a manifest is for everybody to read',
    fix: 'put it into a Secret and name it in secureSettings',
  },
  {
    names: /^(http|transport|remote_cluster)\.(.+\.)?(port|host|bind_host|publish_host|publish_port)$|^(network|transport\.profiles)\./,
    because: "says where nodes listen, and Services, probes and NetworkPolicies rely on the construct's own ports on all addresses",
    fix: 'leave it out',
  },
  {
    names: /^discovery\.|^cluster\.initial_master_nodes$/,
    because: 'says how nodes find each other and who may found a cluster, which is decided when a node starts',
    fix: 'leave it out',
  },
  { names: /^path\./, because: 'says where data lies, and the volumes are mounted where the image has it', fix: 'leave it out' },
  {
    names: /^xpack\.security\.authc\.anonymous\./,
    because: 'lets anybody in without a password',
    fix: "make a user and name it in clientCredentials, or write security: { accept: 'no-security', because: '...' }",
  },
];

/** Refuses a setting that can't be handed over, one that is the construct's own, one that it relies on, and a value that isn't a text. */
export function requireFurtherSettings(construct: Construct, plan: Plan): void {
  const own = new Set([...Object.keys(settings(plan)), ...Object.keys(podSettings(plan))]);
  for (const [name, value] of entriesOf(construct, 'settings', plan.props.settings, "{ 'http.max_content_length': '200mb' }")) {
    // The image makes a setting of a variable's name by lower case, and a shell hands on no other signs.
    if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name)) {
      refuse(construct, {
        setting: 'settings',
        message: `must have names that an environment variable can carry, got ${shown(name)}`,
        fix: "write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint",
      });
      continue;
    }
    const refused = own.has(name) ? OWN : REFUSED.find(({ names }) => names.test(name));
    if (refused) refuse(construct, { setting: `settings['${name}']`, message: refused.because, fix: refused.fix });
    else if (typeof value !== 'string') {
      refuse(construct, {
        setting: `settings['${name}']`,
        message: `must be a text, got ${shown(value)}`,
        fix: "put it in quotes, such as 'true'",
      });
    }
  }
  if (plan.props.secureSettings !== undefined) requireSecureSettings(construct, plan.props.secureSettings);
}

function requireSecureSettings(construct: Construct, secureSettings: SecureSettings): void {
  const { secret, settings: names }: Partial<SecureSettings> = secureSettings ?? {};
  requireObjectName(construct, 'secureSettings.secret', secret, 'Secret');
  if (!Array.isArray(names) || names.length === 0) {
    const message = `must name the keys of the Secret, got ${shown(names)}`;
    refuse(construct, { setting: 'secureSettings.settings', message, fix: 'name at least one, or leave secureSettings out' });
    return;
  }
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(name)) continue;
    refuse(construct, {
      setting: `secureSettings.settings[${index}]`,
      message: `must be the name of a setting, got ${shown(name)}`,
      fix: "write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key",
    });
  }
}
