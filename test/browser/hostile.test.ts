import { workload, zones } from '../availability/manifests';
import { accessibilityProblems } from './axe';
import { eventually } from './eventually';
import { figuresOn, Pages, pageFor } from './open-page';

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start();
});
afterAll(() => pages.end());

/** Names that Kubernetes refuses, and files may hold all the same. */
const names = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"\'`</script><!--',
  'مرحبا-بالعالم',
  'a'.repeat(3_000),
  '\u202egnp.exe',
  '{{alert(1)}}',
];

test('hostile names are text, and the policy lets no script of theirs run', async () => {
  const objects = names.map((name) => workload({ name, annotations: { 'nines.dev/target': '99.9%' } }));
  const { page, complaints } = await pages.open(pageFor('<b>"name"</b>', objects, zones([1, 1, 1])));
  expect((await figuresOn(page)).map(({ service }) => service)).toEqual(names);
  expect(await page.locator('h1').innerText()).toContain('<b>"name"</b>');
  await page.locator('.toolbar button').nth(2).click();
  for (const width of [360, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    await eventually(async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width));
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.locator('main img, main script, main b').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('the policy refuses scripts, styles, pictures and requests of anybody else', async () => {
  const { page, complaints } = await pages.open(pageFor('web', [workload()], zones([1, 1, 1])));
  // What injected markup would do: each attempt is refused, and told on the console.
  await page.locator('h1').evaluate((heading) => {
    heading.innerHTML = '<img src="https://example.com/x.png" onerror="document.title = 1"><style>h1 { color: red }</style>';
    const script = heading.ownerDocument.createElement('script');
    script.textContent = 'document.title = "taken over"';
    heading.append(script);
  });
  await eventually(async () => expect(complaints.filter((it) => it.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3));
  expect(await page.title()).toBe('web promises nothing');
  expect(complaints.filter((it) => it.startsWith('request'))).toEqual([]);
});

test('values of Secrets are not in the file', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'key', namespace: 'shop' },
    stringData: { password: 'hunter2-is-secret' },
  };
  const { page } = await pages.open(pageFor('web', [workload(), secret], zones([1, 1, 1])));
  const data = String(await page.evaluate('ninesPage'));
  expect(data).toContain('"password":""');
  expect(data).not.toContain('hunter2');
});
