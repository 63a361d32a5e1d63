import type { Construct } from 'constructs';
import { refuse } from '../parts/refuse';
import type { Plan } from './plan';
import { podSettings, settings } from './settings';

/** What may not be said in `settings`, beside the construct's own settings, and why. */
const REFUSED: readonly { readonly names: RegExp; readonly because: string }[] = [
  {
    // What Elasticsearch itself takes from its keystore alone.
    names:
      /(^|[._])(password|passphrase|secret|secret_key|access_key|session_token|sas_token|credentials_file)$|\.secure_|^azure\.client\.\w+\.(account|key)$/,
    because: 'is a secret, and a manifest is for everybody to read; put it into a Secret and name it in secureSettings',
  },
  {
    names: /^(http|transport|remote_cluster)\.(.+\.)?(port|host|bind_host|publish_host|publish_port)$|^(network|transport\.profiles)\./,
    because:
      "says where nodes listen, and Services, probes and NetworkPolicies rely on the construct's own ports on all addresses; leave it out",
  },
  {
    names: /^discovery\.|^cluster\.initial_master_nodes$/,
    because: 'says how nodes find each other and who may found a cluster, which is decided when a node starts; leave it out',
  },
  { names: /^path\./, because: 'says where data lies, and the volumes are mounted where the image has it; leave it out' },
  {
    names: /^xpack\.security\.authc\.anonymous\./,
    because:
      "lets anybody in without a password; make a user and name it in clientCredentials, or say security: { accept: 'no-security', because: '...' }",
  },
];

/** @throws on a setting that can't be handed over, on one that is the construct's own, and on one that it relies on */
export function requireFurtherSettings(construct: Construct, plan: Plan): void {
  const own = new Set([...Object.keys(settings(plan)), ...Object.keys(podSettings(plan))]);
  for (const name of Object.keys(plan.props.settings ?? {})) {
    // The image makes a setting of a variable's name by lower case, and a shell hands on no other signs.
    if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name)) {
      refuse(
        construct,
        `setting '${name}' can't be handed over; write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint`,
      );
    }
    if (own.has(name))
      refuse(construct, `setting '${name}' is the construct's own; leave it out of settings, and use the prop that there is for it`);
    const because = REFUSED.find(({ names }) => names.test(name))?.because;
    if (because) refuse(construct, `setting '${name}' ${because}`);
  }
  requireSecureSettings(construct, plan);
}

function requireSecureSettings(construct: Construct, { props: { secureSettings } }: Plan): void {
  if (secureSettings?.settings.length === 0) {
    refuse(construct, `secureSettings names no settings of the Secret '${secureSettings.secret}'; name them, or leave it out`);
  }
  for (const name of secureSettings?.settings ?? []) {
    if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(name)) {
      refuse(
        construct,
        `secure setting '${name}' is no setting's name; write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key`,
      );
    }
  }
}
