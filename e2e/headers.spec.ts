import { documentHeaders } from '@/server/http/security-headers';
import { expect, status, test } from './test';

/** What this page may do in its browser. Firefox does not say. */
type WithPolicy = Document & { featurePolicy: { allowedFeatures(): string[] } };

test('the page can do without what its policy turns off, and the browser knows all of it', async ({
  server,
  page,
}) => {
  await page.goto(server.origin);
  await expect(status(page)).toHaveText('running');
  const allowed = await page.evaluate(() => (document as WithPolicy).featurePolicy.allowedFeatures());
  const off = documentHeaders['Permissions-Policy'].split(', ').map((entry) => entry.replace('=()', ''));
  expect(off.filter((feature) => allowed.includes(feature))).toEqual([]);
  expect(allowed).toEqual(expect.arrayContaining(['clipboard-write', 'cross-origin-isolated']));
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});
