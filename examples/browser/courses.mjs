// Courses and packages in a real browser: a teacher writes a course, previews, publishes and exports it, and uploads
// packages, among them a trap; by the keyboard alone, without scripts, and every page by the rules of WCAG 2.1.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { CAPTIONS, PNG, film } from './media.mjs';
import { refused, upload, uploaded } from './packages.mjs';
import { press, signedIn, told } from './steps.mjs';
import { hostile, unpacked } from './zip.mjs';

const EMBEDDED = 'https://tides.example/';

const field = (page, at, label) => page.locator(`#block-${at}`).getByLabel(label, { exact: true });

/** What the blocks of a page are, from top to bottom. */
async function blocks(page) {
  const headings = await page.locator('section.key h2').allTextContents();
  return headings.map((heading) => heading.replace(/^Block \d+: /, ''));
}

async function sendFile(page, name, buffer) {
  await page.getByLabel('Video, captions or image').setInputFiles({ name, mimeType: '', buffer });
  await press(page, 'Send the file');
  await told(page, 'The file is kept.');
}

/** A course with a folder, pages and files: its address. */
async function made(page, { lms }) {
  await page.getByRole('link', { name: 'Write courses' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Tides');
  await press(page, 'Make the course');
  await page.getByRole('heading', { name: 'Tides', level: 1 }).waitFor();
  for (const [title, button] of [['Shore', 'Add the folder'], ['The moon', 'Add the page'], ['The sun', 'Add the page']]) {
    await page.getByLabel('Title of a new page or folder').fill(title);
    await press(page, button);
    await page.getByRole('link', { name: title, exact: true }).waitFor();
  }
  await press(page, 'Move into the folder above: The moon');
  await page.getByRole('button', { name: 'Move out of the folder: The moon' }).waitFor();
  assert.equal(await page.locator('ol ol').getByRole('link', { name: 'The moon' }).count(), 1);
  await sendFile(page, 'shore.png', Buffer.from(PNG, 'base64'));
  await sendFile(page, 'tide.webm', await film(page));
  await sendFile(page, 'tide.vtt', Buffer.from(CAPTIONS));
  await sendFile(page, 'unused.png', Buffer.from(`${PNG}AAAA`, 'base64'));
  const address = new URL(page.url()).pathname;
  assert.match(address, /^\/courses\/\d+$/);
  return lms + address;
}

/** Chooses the file whose name begins so. */
async function chosen(select, name) {
  const options = await select.locator('option').allTextContents();
  await select.selectOption(options.find((option) => option.startsWith(name)));
}

/** Every kind of block, filled in and moved. */
async function written(page, course) {
  await page.goto(`${course}/items/page-1`);
  await press(page, 'Add a text');
  await field(page, 0, 'Text').fill('# Pull\n\nThe moon *pulls*.');
  await chosen(page.getByLabel('Image', { exact: true }), 'shore-');
  await press(page, 'Add the image');
  await field(page, 1, 'What the image shows').fill('A shore');
  await chosen(page.getByLabel('Video', { exact: true }), 'tide-');
  await press(page, 'Add the video');
  await field(page, 2, 'What the video is about').fill('The sea comes');
  await chosen(field(page, 2, 'Captions'), 'tide-');
  await field(page, 2, 'Language of the captions, such as en').fill('en');
  await field(page, 2, 'Name of the captions, such as English').fill('English');
  await field(page, 2, 'What is heard and seen, as text').fill('The sea comes to the shore.');
  await press(page, 'Add a quiz');
  await field(page, 3, 'Heading of the quiz').fill('Test');
  await press(page, 'Ask with one right choice');
  await field(page, 3, 'What is asked').fill('What pulls?');
  await field(page, 3, 'Choices, one a line, with a * before each that is right').fill('* The moon\nThe ship');
  await page.getByLabel('Address of another site, with https').fill('http://tides.example/');
  await press(page, 'Add the site in a frame');
  await page.getByRole('alert').getByText('Nothing was saved').waitFor();
  assert.equal(await page.getByLabel('Address of another site, with https').getAttribute('aria-invalid'), 'true');
  assert.equal(await field(page, 3, 'What is asked').inputValue(), 'What pulls?', 'what was typed is lost');
  await page.getByLabel('Address of another site, with https').fill(EMBEDDED);
  await page.getByLabel('What that site is about').fill('A table of tides');
  await press(page, 'Add the site in a frame');
  assert.deepEqual(await blocks(page), ['text', 'image', 'video', 'quiz', 'site in a frame']);
  await press(page, 'Move up block 5');
  assert.deepEqual(await blocks(page), ['text', 'image', 'video', 'site in a frame', 'quiz']);
  assert.equal(await field(page, 3, 'Address').inputValue(), EMBEDDED);
  assert.equal(await field(page, 4, 'Heading of the quiz').inputValue(), 'Test');
  await press(page, 'Save as draft');
  await told(page, 'The draft is saved.');
}

/** Goes to a control by the tab key alone; there the focus can be seen. */
async function reach(page, control, key = 'Tab') {
  for (let left = 150; left > 0; left -= 1) {
    await page.keyboard.press(key);
    const outline = await control.evaluate((element) => (
      element === document.activeElement && getComputedStyle(element).outlineStyle
    ));
    if (!outline) continue;
    assert.notEqual(outline, 'none', `the focus cannot be seen at ${control}`);
    return;
  }
  assert.fail(`${control} is not reached by ${key}`);
}

/** From the list of courses to a text that is written, moved, saved and taken away, without a mouse. */
async function byKeyboard(page, course, { lms }) {
  const button = (name) => page.getByRole('button', { name, exact: true });
  const link = (name) => page.getByRole('link', { name, exact: true });
  await page.goto(`${lms}/courses`);
  await reach(page, link('Tides'));
  await page.keyboard.press('Enter');
  await page.waitForURL(course);
  await reach(page, link('The sun'));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${course}/items/page-2`);
  for (const [at, text] of ['The sun shines.', 'It pulls, too.'].entries()) {
    await reach(page, button('Add a text'));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${course}/items/page-2?done=saved#block-${at}`);
    // The way goes on from the new block.
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await reach(page, button('Move up block 2'));
  await page.keyboard.press('Space');
  await page.waitForURL(/#block-0$/);
  assert.equal(await field(page, 0, 'Text').inputValue(), 'It pulls, too.');
  assert.equal(await field(page, 1, 'Text').inputValue(), 'The sun shines.');
  await reach(page, button('Save as draft'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=saved$/);
  await told(page, 'The draft is saved.');
  await reach(page, link('Back to Tides'));
  await page.keyboard.press('Enter');
  await page.waitForURL(course);
}

/** What is in the frame of a preview, which has to be another site's. */
async function previewed(page, lms) {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForLoadState();
  const { host, origin } = new URL(frame.url());
  assert.match(host, /^[0-9a-f]{32}\.content\.localhost:\d+$/);
  assert.notEqual(origin, lms);
  return frame;
}

async function draftPreviewed(page, course, { lms, faults }) {
  const asked = [];
  const parts = [];
  const watch = (response) => {
    if (!response.url().includes('.content.localhost')) return;
    asked.push(response.request());
    if (response.url().endsWith('.webm')) parts.push(response);
  };
  page.on('response', watch);
  await page.goto(`${course}/items/page-1`);
  await page.getByRole('link', { name: 'Preview the draft of this page' }).click();
  const frame = await previewed(page, lms);
  await frame.getByText('The moon pulls.').waitFor();
  await frame.getByRole('img', { name: 'A shore' }).waitFor();
  // It waits until somebody comes near.
  await frame.locator('iframe').scrollIntoViewIfNeeded();
  await frame.frameLocator('iframe').getByRole('heading', { name: 'Table of tides' }).waitFor();
  await frame.waitForFunction(() => document.querySelector('video').readyState > 0);
  assert.equal(await frame.evaluate(() => document.querySelector('video').videoWidth), 64);
  assert.ok(parts.some((part) => part.status() === 206), 'no part of the video was asked for and sent');
  assert.deepEqual(await faults(page), []);
  for (const request of asked) {
    assert.equal((await request.allHeaders()).cookie, undefined, request.url());
  }
  page.off('response', watch);
  await page.getByRole('link', { name: 'Back to the draft' }).click();
  await page.waitForURL(`${course}/items/page-1`);
}

/** A preview plays hostile: it reaches neither the campus's page nor its cookies. */
async function confined(page, course, { lms }) {
  await page.goto(`${course}/preview`);
  const frame = await previewed(page, lms);
  const tried = await frame.evaluate(async (campus) => {
    const attempt = async (act) => {
      try {
        return String(await act());
      } catch (error) {
        return error.name;
      }
    };
    return {
      page: await attempt(() => parent.document.title),
      tab: await attempt(() => { top.location.href = 'about:blank'; return 'led away'; }),
      read: await attempt(async () => (await fetch(`${campus}/courses`, { credentials: 'include' })).status),
      cookies: document.cookie,
    };
  }, lms);
  assert.deepEqual(tried, { page: 'SecurityError', tab: 'SecurityError', read: 'TypeError', cookies: '' });
  assert.equal(new URL(page.url()).pathname, new URL(`${course}/preview`).pathname);
}

/** Presses the button of the wizard, or does the same otherwise: the file that the browser saves, and what it is called. */
async function downloaded(page, act = () => press(page, 'Download the package')) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  const bytes = await readFile(await file.path());
  assert.equal(bytes.toString('latin1', 0, 4), 'PK\x03\x04');
  return { bytes, name: file.suggestedFilename() };
}

async function published(page, course) {
  await page.goto(course);
  assert.equal(await page.getByRole('link', { name: 'Export what is published' }).count(), 0);
  await press(page, 'Publish');
  await told(page, 'The draft is published.');
  await page.getByText('published as version 1').waitFor();
  await page.goto(`${course}/export`);
  const before = await downloaded(page);
  await page.goto(`${course}/items/page-2`);
  await page.getByLabel('Title', { exact: true }).fill('The wind');
  await press(page, 'Save as draft');
  await page.goto(course);
  await page.getByText('version 1 is published, the draft was changed since').waitFor();
  await page.goto(`${course}/export`);
  await page.getByText('Version 1 of Tides').waitFor();
  const after = await downloaded(page);
  assert.ok(before.bytes.equals(after.bytes), 'what is published has changed with the draft');
}

/** The wizard: what was typed stays while editions are looked at, and is in the package. */
async function exported(page, course, { faults }) {
  const show = async (edition) => {
    await page.getByLabel('Edition', { exact: true }).selectOption({ label: edition });
    await press(page, 'Show the options of this edition');
    await page.getByText(`for ${edition}.`).waitFor();
  };
  const title = page.getByLabel('Title', { exact: true });
  const pool = page.getByLabel('Pages from the pool', { exact: true });
  const hidden = page.getByRole('group', { name: 'Hidden controls' }).getByRole('checkbox').first();
  await page.goto(`${course}/export`);
  await title.fill('Ebb & flow');
  await page.getByLabel('Keywords', { exact: true }).fill('sea\nmoon');
  await page.getByLabel('Structure', { exact: true }).selectOption('object_per_page');
  assert.equal(await pool.count(), 0);
  await show('SCORM 2004 4th Edition');
  assert.equal(await title.inputValue(), 'Ebb & flow');
  assert.equal(await page.getByLabel('Keywords', { exact: true }).inputValue(), 'sea\nmoon');
  assert.equal(await page.getByLabel('Structure', { exact: true }).inputValue(), 'object_per_page');
  await pool.fill('x');
  await hidden.check();
  await show('SCORM 1.2');
  assert.equal(await pool.count(), 0);
  const old = await downloaded(page, () => title.press('Enter'));
  assert.equal(old.name, 'Tides-1.2.zip');
  await show('SCORM 2004 4th Edition');
  assert.equal(await pool.inputValue(), 'x');
  assert.ok(await hidden.isChecked());
  await press(page, 'Download the package');
  await page.getByRole('alert').getByText('Nothing was exported').waitFor();
  assert.equal(await pool.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await faults(page), []);
  await pool.fill('');
  const fourth = await downloaded(page);
  assert.equal(fourth.name, 'Tides-2004-4th.zip');
  for (const [{ bytes }, version] of [[old, '1.2'], [fourth, '2004 4th Edition']]) {
    const manifest = String(unpacked(bytes)['imsmanifest.xml']);
    assert.ok(manifest.includes(`<schemaversion>${version}</schemaversion>`), manifest);
    assert.ok(manifest.includes('Ebb &amp; flow'), manifest);
  }
}

/** A file that blocks need stays and says which; one that nothing needs goes. */
async function filesRemoved(page, course, { faults }) {
  await page.goto(course);
  await page.getByRole('button', { name: /^Remove: shore-/ }).click();
  await page.getByRole('heading', { name: 'The file is needed' }).waitFor();
  await page.getByRole('link', { name: 'block 2, image, of “The moon”' }).waitFor();
  await page.getByRole('heading', { name: 'In the published version' }).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.getByRole('link', { name: 'block 2, image, of “The moon”' }).click();
  await page.waitForURL(/items\/page-1#block-1$/);
  await page.goto(course);
  await page.getByRole('button', { name: /^Remove: unused-/ }).click();
  await told(page, 'The file is removed.');
  assert.equal(await page.getByRole('button', { name: /^Remove: unused-/ }).count(), 0);
  await page.getByText('version 1 is published, the draft was changed since').waitFor();
}

/** All of it once more where no script runs. */
async function withoutScripts(browser, walk) {
  const { lms } = walk;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await signedIn(context, walk);
  await page.goto(`${lms}/courses`);
  await page.getByLabel('Title', { exact: true }).fill('Winds');
  await press(page, 'Make the course');
  await page.getByLabel('Title of a new page or folder').fill('Breeze');
  await press(page, 'Add the page');
  await page.getByRole('link', { name: 'Breeze', exact: true }).click();
  await press(page, 'Add a text');
  await field(page, 0, 'Text').fill('It blows.');
  await press(page, 'Save as draft');
  await told(page, 'The draft is saved.');
  await page.getByRole('link', { name: 'Preview the draft of this page' }).click();
  await page.frameLocator('iframe').getByText('It blows.').waitFor();
  await page.getByRole('link', { name: 'Back to the draft' }).click();
  await page.getByRole('link', { name: 'Back to Winds' }).click();
  await press(page, 'Publish');
  await told(page, 'The draft is published.');
  await page.getByRole('link', { name: 'Export what is published' }).click();
  const { bytes } = await downloaded(page);
  await page.goto(`${lms}/packages`);
  await upload(page, 'winds.zip', bytes);
  await told(page, 'The package is kept.');
  await press(page, 'Remove the package');
  await told(page, 'The package is removed.');
  await upload(page, 'trap.zip', hostile());
  await page.getByText('The package was refused, and nothing of it is kept.').waitFor();
  await page.goto(`${lms}/courses`);
  await page.getByRole('link', { name: 'Winds' }).click();
  await courseRemoved(page, walk);
  await context.close();
}

/** A course is removed after it was asked once more. */
async function courseRemoved(page, { lms }) {
  await page.getByRole('link', { name: 'Remove this course' }).click();
  await page.getByRole('link', { name: 'Keep the course' }).click();
  await page.getByRole('link', { name: 'Remove this course' }).click();
  await page.getByText('version 1, which is published').waitFor();
  await press(page, 'Remove the course');
  await told(page, 'The course is removed.');
  assert.equal(new URL(page.url()).pathname, '/courses');
  assert.equal(await page.getByRole('link', { name: 'Winds' }).count(), 0);
  assert.equal((await page.goto(`${lms}/courses/2`)).status(), 404);
}

/** Every page, also those that refuse. */
async function judged(page, course, { lms, faults }) {
  for (const address of [`${lms}/courses`, course, `${course}/items/page-1`, `${course}/items/folder-1`,
    `${course}/preview`, `${course}/export`, `${course}/export?edition=2004-4th`, `${course}/remove`,
    `${lms}/packages`, `${lms}/packages/1`, `${lms}/courses/99`, `${lms}/packages/99`]) {
    await page.goto(address);
    assert.deepEqual(await faults(page), [], address);
  }
}

/** All of it; `walk` has the two origins and the ways to report. */
export async function courses(walk) {
  const { browser, step } = walk;
  const context = await browser.newContext({ acceptDownloads: true });
  const table = '<!DOCTYPE html><html lang="en"><title>Tides</title><main><h1>Table of tides</h1></main></html>';
  await context.route(`${EMBEDDED}**`, (route) => route.fulfill({ contentType: 'text/html', body: table }));
  const page = await signedIn(context, walk);
  let course;
  await step('a course is made with folders, pages and files', async () => {
    course = await made(page, walk);
  });
  await step('blocks of every kind are written, moved and saved', () => written(page, course));
  await step('a page is written by the keyboard alone', () => byKeyboard(page, course, walk));
  await step('a draft is previewed with its video in parts, on a site without cookies', () =>
    draftPreviewed(page, course, walk));
  await step('a preview reaches nothing of the campus', () => confined(page, course, walk));
  await step('what is published stays while the draft changes', () => published(page, course));
  await step('the wizard keeps what was typed for every edition, and exports', () =>
    exported(page, course, walk));
  await step('a file that blocks need is not removed, and they are named', () =>
    filesRemoved(page, course, walk));
  await step('a package is uploaded with its progress shown, and findings say how to mend it', () =>
    uploaded(page, walk));
  await step('a trap of a package is refused in words', () => refused(page, walk));
  await step('courses and packages work without scripts, and a course is removed', () =>
    withoutScripts(browser, walk));
  for (const width of [1280, 375]) {
    await step(`courses and packages can be used by everybody, ${width} pixels wide`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await judged(page, course, walk);
    });
  }
  await context.close();
}
