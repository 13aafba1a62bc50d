// Learning records in a real browser: a teacher filters them and opens one to the letter, a student
// sees their own without scripts; and every page of them by the rules of WCAG 2.1.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** Signs somebody in: their course page. */
async function signedIn(context, person, { lms }) {
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(`${lms}/course`);
  return page;
}

/** Somebody launches the tool in the whole tab and comes back. */
async function visited(page, { lms }) {
  await page.getByRole('button', { name: 'Open Workbench in this tab' }).click();
  await page.getByRole('heading', { name: 'The launch holds' }).waitFor();
  await page.getByRole('link', { name: 'Back to the course' }).click();
  await page.waitForURL(`${lms}/course`);
}

/** The rows of the list, without its head. */
function rows(page) {
  return page.locator('table.list tbody').getByRole('row');
}

async function filtered(page) {
  await page.getByRole('link', { name: 'Learning records' }).click();
  await page.getByRole('heading', { name: 'Learning records of this course' }).waitFor();
  await page.getByLabel('Person', { exact: true }).selectOption('Sami Okoye');
  await page.getByLabel('What was done', { exact: true }).selectOption('exited');
  await page.getByRole('button', { name: 'Show these' }).click();
  await page.getByRole('link', { name: 'Show all' }).waitFor();
  const found = await rows(page).allTextContents();
  assert.ok(found.length > 0, 'the return is not listed');
  for (const row of found) assert.match(row, /Sami Okoye.*exited/);
  await page.getByLabel('About', { exact: true }).fill('nowhere');
  await page.getByRole('button', { name: 'Show these' }).click();
  await page.getByText('To mend: ').waitFor();
  assert.equal(await rows(page).count(), 0);
}

async function opened(page, { lms }) {
  await page.goto(`${lms}/records?person=p-3d90`);
  await rows(page).first().getByRole('link').click();
  await page.getByRole('heading', { name: 'One record' }).waitFor();
  const record = JSON.parse(await page.locator('pre').textContent());
  assert.equal(record.actor.account.name, 'p-3d90');
  assert.equal(record.actor.name, undefined);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await page.getByRole('heading', { name: 'Learning records of this course' }).waitFor();
}

async function saved(page, { lms }) {
  await page.goto(`${lms}/records?person=p-3d90`);
  for (const [name, begins] of [['JSON', '['], ['CSV', '']]) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    assert.ok(text.startsWith(begins) && text.includes('p-3d90'), name);
  }
}

async function own(browser, walk) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await signedIn(context, 'Sami Okoye', walk);
  await page.getByRole('link', { name: 'My learning data' }).click();
  await page.getByRole('heading', { name: 'My learning data' }).waitFor();
  assert.ok(await rows(page).count() > 0, 'nothing of their own is listed');
  await page.getByLabel('What was done', { exact: true }).selectOption('launched');
  await page.getByRole('button', { name: 'Show these' }).click();
  for (const row of await rows(page).allTextContents()) assert.match(row, /launched/);
  await rows(page).first().getByRole('link').click();
  await page.getByRole('heading', { name: 'One record' }).waitFor();
  assert.equal((await page.goto(`${walk.lms}/records`)).status(), 403);
  await context.close();
}

/** Every page of the records, also those that refuse. */
async function judged(page, { lms, faults }) {
  for (const path of ['/records', '/records?since=soon', '/records?until=2001-01-31', '/my-data',
    '/admin/records', '/admin/records/one/nowhere']) {
    await page.goto(lms + path);
    assert.deepEqual(await faults(page), [], path);
  }
  await page.goto(`${lms}/admin/records`);
  await page.getByText('How programs send and read records').click();
  assert.deepEqual(await faults(page), []);
  await rows(page).first().getByRole('link').first().click();
  await page.getByRole('heading', { name: 'One record' }).waitFor();
  assert.deepEqual(await faults(page), []);
}

/** All of it; `walk` has the two origins and the ways to report. */
export async function records(walk) {
  const { browser, step } = walk;
  const context = await browser.newContext();
  const other = await browser.newContext();
  await visited(await signedIn(other, 'Sami Okoye', walk), walk);
  await other.close();
  const page = await signedIn(context, 'Tove Lind', walk);
  await step('a teacher filters the records of the course', () => filtered(page));
  await step('a record is shown to the letter, and names nobody', () => opened(page, walk));
  await step('what a filter finds is saved as a file', () => saved(page, walk));
  await step('a student sees their own learning data without scripts', () => own(browser, walk));
  for (const width of [1280, 375]) {
    await step(`records can be used by everybody, ${width} pixels wide`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await judged(page, walk);
    });
  }
  await context.close();
}
