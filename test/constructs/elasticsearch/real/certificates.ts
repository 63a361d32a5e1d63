import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** What cert-manager would issue for the tests' application in production: folders `transport` and `http`, each with ca.crt, tls.crt and tls.key. */
export function issueCertificates(): string {
  const root = mkdtempSync(join(tmpdir(), 'nines-certificates-'));
  const file = (name: string) => join(root, name);
  openssl('req', '-x509', ...KEY, '-days', '2', '-subj', '/CN=shop elasticsearch', '-keyout', file('ca.key'), '-out', file('ca.crt'));
  issue('transport', '*.elasticsearch-nodes.shop.svc', 'serverAuth,clientAuth');
  issue('http', 'elasticsearch.shop.svc', 'serverAuth');
  return root;

  function issue(layer: string, name: string, usages: string): void {
    execFileSync('mkdir', [file(layer)]);
    execFileSync('cp', [file('ca.crt'), file(layer)]);
    writeFileSync(file('extensions'), `subjectAltName=DNS:${name}\nextendedKeyUsage=${usages}\n`);
    openssl('req', ...KEY, '-subj', '/CN=elasticsearch', '-keyout', file(`${layer}/tls.key`), '-out', file('request'));
    const authority = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('extensions')];
    openssl('x509', '-req', '-in', file('request'), '-days', '2', ...authority, '-out', file(`${layer}/tls.crt`));
  }
}
