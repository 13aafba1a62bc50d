// Packages that a teacher uploads in a real browser: one with findings, and a trap.

import assert from 'node:assert/strict';
import { press, told } from './steps.mjs';
import { hostile, odd } from './zip.mjs';

export async function upload(page, name, buffer) {
  await page.getByLabel('Package', { exact: true }).setInputFiles({ name, mimeType: 'application/zip', buffer });
  await press(page, 'Upload and check');
}

/** A package on a slow line: how far it is, then what was found in it. */
export async function uploaded(page, { lms, faults }) {
  await page.goto(`${lms}/packages`);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1024 * 1024 };
  await line.send('Network.emulateNetworkConditions', slow);
  await upload(page, 'odd.zip', odd(3 * 1024 * 1024));
  await page.getByRole('status').getByText('The file is being sent.').waitFor();
  await page.getByText(/\d\.\d of 3\.0 MiB received\./).waitFor();
  const bar = page.getByRole('progressbar', { name: 'Progress of the upload' });
  await bar.waitFor();
  const share = await bar.evaluate((element) => element.position);
  assert.ok(share > 0 && share < 1, `the bar stands at ${share}`);
  assert.deepEqual(await faults(page), []);
  await told(page, 'The package is kept.');
  await line.detach();
  await page.getByRole('heading', { name: 'Odd tides', level: 1 }).waitFor();
  assert.match(await page.textContent('main'), /How to mend it: .+ Where: .+ Rule: scorm\./s);
  assert.ok(await page.getByText(/launches a\.html/).count() > 0);
  assert.deepEqual(await faults(page), []);
}

/** A package that would write outside its folder: refused in words, and nothing of it is kept. */
export async function refused(page, { lms, faults }) {
  await page.goto(`${lms}/packages`);
  const before = await page.locator('main ul.plain li').count();
  await upload(page, 'trap.zip', hostile());
  await page.getByRole('heading', { name: 'The package was refused', level: 1 }).waitFor();
  await page.getByText('The package was refused, and nothing of it is kept.').waitFor();
  assert.match(await page.textContent('main'), /How to mend it: .+zip\.name\.traversal/s);
  assert.deepEqual(await faults(page), []);
  await page.getByRole('link', { name: 'All packages' }).click();
  await page.waitForURL(`${lms}/packages`);
  assert.equal(await page.locator('main ul.plain li').count(), before);
}
