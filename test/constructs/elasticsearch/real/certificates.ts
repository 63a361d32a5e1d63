import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** What cert-manager would issue for the tests' application in production: folders `transport` and `http`, each with ca.crt, tls.crt and tls.key. */
export function issueCertificates(): string {
  const root = mkdtempSync(join(tmpdir(), 'certificates-'));
  const file = (name: string) => join(root, name);
  openssl('req', '-x509', ...KEY, '-days', '2', '-subj', '/CN=shop elasticsearch', '-keyout', file('ca.key'), '-out', file('ca.crt'));
  for (const layer of ['transport', 'http']) {
    mkdirSync(file(layer));
    copyFileSync(file('ca.crt'), join(file(layer), 'ca.crt'));
  }
  renewCertificates(root);
  return root;
}

/** Issues them again by the same CA, with new keys. */
export function renewCertificates(root: string): void {
  issue(root, 'transport', '*.elasticsearch-nodes.shop.svc', 'serverAuth,clientAuth');
  issue(root, 'http', 'elasticsearch.shop.svc', 'serverAuth');
}

function issue(root: string, layer: string, name: string, usages: string): void {
  const file = (path: string) => join(root, path);
  writeFileSync(file('extensions'), `subjectAltName=DNS:${name}\nextendedKeyUsage=${usages}\n`);
  openssl('req', ...KEY, '-subj', '/CN=elasticsearch', '-keyout', file(`${layer}/tls.key`), '-out', file('request'));
  const authority = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('extensions')];
  openssl('x509', '-req', '-in', file('request'), '-days', '2', ...authority, '-out', file(`${layer}/tls.crt`));
}
