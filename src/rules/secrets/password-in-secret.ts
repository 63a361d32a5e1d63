import { show } from '../../manifests/words';
import type { Rule } from '../rule';

/** A name that says that its value is secret: `DB_PASSWORD`, `api-key`, `clientSecret`; not `password-file`, nor `secret`, which often names one. */
const secretName =
  /(^|[._-]|[a-z])(password|passwd|passphrase|(api|access|secret|private|encryption)[._-]?key|(auth|access)[._-]?token|(client|app|jwt|session)[._-]?secret)$/i;

/** What is no secret though its name says so: a reference that is filled in later, a path, an address, a switch, an example. */
const harmless =
  /\$[({]|\$[A-Z]|\{\{|<.*>|^\/|^[a-z][a-z0-9+.-]*:\/\/|^(true|false|yes|no|on|off|none|null|\d{1,3}|\*+|x+|changeme|change-me|example)$/i;

/** Credentials in an address: `postgres://shop:s3cret@db`. */
const inAddress = /[a-z][a-z0-9+.-]*:\/\/[^\s/:@$<{]*:([^\s/@$<{*]+)@/i;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** A longer value is not searched. */
const longest = 100_000;

export const passwordInSecret: Rule = {
  id: 'password-in-secret',
  severity: 'warning',
  title: 'A ConfigMap contains no password',
  why: 'Everybody who may read ConfigMaps can read it, it is in logs and diffs, and no encryption at rest covers it by default.',
  fix: 'Move it to a Secret, and change it: it has been published with the manifests.',
  appliesTo: ['ConfigMap'],
  *check({ root }) {
    for (const at of root.parts('data')) {
      const value = (at.text() ?? '').slice(0, longest);
      const what = secretIn(at.key, value);
      if (what) yield { at, message: `${show(at.key)} ${what}`, fix: 'move it to a Secret, and change it' };
    }
  },
};

function secretIn(key: string, value: string): string | undefined {
  if (privateKey.test(value)) return 'contains a private key';
  if (value.includes('://') && inAddress.test(value)) return 'contains an address with a password';
  const text = value.trim();
  const isSecret = secretName.test(key) && text !== '' && !text.includes('\n') && !harmless.test(text);
  return isSecret ? 'is a password or key' : undefined;
}
