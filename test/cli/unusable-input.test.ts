import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeShop } from '../fixtures/manifests';
import { proved } from './answer';
import { nines } from './run';

test.each([
  [
    ['check', '@app.yaml', '--target', '99.9'],
    '--target needs --topology: without nodes no availability is judged; add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours',
  ],
  [
    ['check', '@app.yaml', '--explain', 'web'],
    '--explain needs --topology: without nodes no availability is judged; add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours',
  ],
  [['check', '@none.yaml', '--topology', 'minikube'], 'no such file or folder: @none.yaml; check the path'],
  [
    ['check', '@app.yaml', '--topology', 'moon'],
    "unknown topology 'moon'; name a file, or one of minikube, digitalocean-3, aws-3x2, three-zones",
  ],
  [
    ['check', '@app.yaml', '--topology', 'minikube', '--target', 'high'],
    "--target 'high' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  [
    ['check', '@app.yaml', '--topology', 'minikube', '--target', '100.1'],
    "--target '100.1' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  [
    ['check', '@app.yaml', '--topology', 'minikube', '--target', '0.9999'],
    "--target '0.9999' is a fraction, must be a percentage; write 99.99%",
  ],
  [['check', '@app.yaml', '--topology', 'minikube', '--target', '0.5'], "--target '0.5' is a fraction, must be a percentage; write 50%"],
  [['check', '@app.yaml', '--topology', 'minikube', '--target', '1'], "--target '1' is a fraction, must be a percentage; write 100%"],
  [['check', '@app.yaml', '--topology', 'minikub'], "unknown topology 'minikub'; write 'minikube'"],
  [
    ['check', '@app.yaml', '--topology', 'minikube', '--format', 'xml'],
    "unknown format 'xml'; write text, json, sarif, gitlab, junit or markdown",
  ],
  [['check', '@app.yaml', '--topology', 'minikube', '--speed'], "unknown option '--speed'; nines --help lists the options"],
  [['check', '@app.yaml', '--topolgy', 'minikube'], "unknown option '--topolgy'; write --topology"],
  [['prove'], "unknown command 'prove'; write nines check, diff, report, slo, topology, rules or help"],
  [['chek'], "unknown command 'chek'; write nines check"],
  [['rules', 'foo'], "rules takes no arguments, got 'foo'; write nines rules"],
])('%j is unusable', async (args, message) => {
  const { code, out, error } = await nines(args, { 'app.yaml': proved });
  expect([code, out]).toEqual([2, '']);
  expect(error).toBe(`nines: ${message}\n`);
});

/** A folder with the manifests of the tests' application in `dist/`. */
const shop = mkdtempSync(join(tmpdir(), 'nines-shop-'));
beforeAll(() => writeShop(join(shop, 'dist')));
afterAll(() => rmSync(shop, { recursive: true, force: true }));

test('no path, in a folder whose dist/ has a folder for each environment', async () => {
  const home = process.cwd();
  process.chdir(shop);
  // What Argo CD reads is not an environment.
  mkdirSync('dist/argocd');
  try {
    const message = 'dist/ holds several environments: local, production, staging; write nines check dist/production';
    expect(await nines(['check', '--topology', 'aws-3x2'])).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
  } finally {
    rmSync('dist/argocd', { recursive: true });
    process.chdir(home);
  }
});
