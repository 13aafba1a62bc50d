// Plays exported courses in a real browser, in frames of a page with scorm-again for a player: each is found, launched,
// answered, completed and scored. Also without any player.
//
//   EXPORT=target/debug/examples/scorm_export CHROMIUM=/usr/bin/chromium PLAYWRIGHT=…/playwright-core/index.mjs \
//   SCORM_AGAIN=…/scorm-again/dist AXE=…/axe-core/axe.min.js node examples/browser/scorm.mjs

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const { chromium } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const axe = process.env.AXE && await readFile(process.env.AXE, 'utf8');
const folder = await mkdtemp(join(tmpdir(), 'scorm-'));

const COURSE = {
  identifier: 'tides', title: 'Tides', language: 'en', mastery: 0.5,
  items: [
    { kind: 'page', identifier: 'moon', title: 'The moon', blocks: [{ kind: 'text', text: '# Pull\n\nIt *pulls*.' }] },
    {
      kind: 'page', identifier: 'test', title: 'Test', blocks: [{
        kind: 'quiz', title: 'Questions', questions: [
          {
            identifier: 'q1', kind: 'multiple_choice', text: 'Which are tides?',
            choices: [{ text: 'Spring', correct: true }, { text: 'Autumn' }, { text: 'Neap', correct: true }],
          },
          { identifier: 'q2', kind: 'true_false', text: 'Twice a day?', answer: true },
          { identifier: 'q3', kind: 'fill_in', text: 'Low water?', accepted: ['ebb'] },
        ],
      }],
    },
  ],
};

/** The files of an archive, by its central directory. */
function unpacked(bytes) {
  const files = {};
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = method === 8 ? inflateRawSync(data) : data;
    at += 46 + name + extra + comment;
  }
  return files;
}

async function exported(options) {
  const course = join(folder, 'course.json');
  const out = join(folder, 'out.zip');
  await writeFile(course, JSON.stringify(COURSE));
  execFileSync(process.env.EXPORT, [course, folder, out, '--options', JSON.stringify(options)], { stdio: 'pipe' });
  return unpacked(await readFile(out));
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.xml': 'text/xml' };
let served = {};
const server = createServer((request, response) => {
  const name = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).slice(1);
  const bytes = served[name];
  response.writeHead(bytes ? 200 : 404, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
  response.end(bytes);
}).listen(0, '127.0.0.1');
await new Promise((ready) => { server.once('listening', ready); });
const site = `http://127.0.0.1:${server.address().port}`;
const scripts = {
  '1.2': await readFile(join(process.env.SCORM_AGAIN, 'scorm12.min.js')),
  2004: await readFile(join(process.env.SCORM_AGAIN, 'scorm2004.min.js')),
};

/** The page of the player: the interface, then the course in a frame within a frame, as players have it. */
function player(kind, launch, kept) {
  const [name, type] = kind === '1.2' ? ['API', 'Scorm12API'] : ['API_1484_11', 'Scorm2004API'];
  const loaded = kept ? `${name}.loadFromJSON(${JSON.stringify(kept)}, '');` : '';
  return `<!DOCTYPE html><html lang="en"><title>Player</title><script src="/player/again.js"></script>
    <script>var ${name} = new ${type}({ autocommit: false, logLevel: 5 }); ${loaded}</script>
    <iframe id="outer" title="Frame" src="/player/frame.html" width="900" height="900"></iframe></html>
    <!-- ${launch} -->`;
}

async function open(context, kind, files, launch, kept) {
  served = { 'player/again.js': scripts[kind], 'player/index.html': player(kind, launch, kept) };
  served['player/frame.html'] = `<!DOCTYPE html><html lang="en"><title>Frame</title>
    <iframe id="inner" title="Course" src="/c/${launch}" width="800" height="800"></iframe></html>`;
  for (const [name, bytes] of Object.entries(files)) served[`c/${name}`] = bytes;
  const page = await context.newPage();
  page.on('pageerror', (error) => { throw error; });
  await page.goto(`${site}/player/index.html`);
  return { page, frame: page.frameLocator('#outer').frameLocator('#inner') };
}

const value = (page, kind, element) => page.evaluate(([old, name]) => (
  old ? window.API.lmsGetValue?.(name) ?? window.API.LMSGetValue(name) : window.API_1484_11.GetValue(name)
), [kind === '1.2', element]);


async function answer(frame) {
  await frame.getByLabel('Spring').focus();
  await frame.getByLabel('Spring').press('Space');
  await frame.getByLabel('Neap').press('Space');
  await frame.getByRole('button', { name: 'Check answer' }).nth(0).press('Enter');
  await frame.getByText('Correct.', { exact: true }).first().waitFor();
  await frame.getByLabel('True').press('Space');
  await frame.getByRole('button', { name: 'Check answer' }).nth(1).click();
  await frame.getByLabel('Low water?').fill('flood');
  await frame.getByLabel('Low water?').press('Enter');
  await frame.getByText('Not correct.').waitFor();
}

/** What the player knows when the course has been worked through. */
async function judged(page, kind, scored) {
  if (kind === '1.2') {
    assert.equal(await value(page, kind, 'cmi.core.lesson_status'), scored ? 'passed' : 'completed');
    if (scored) assert.equal(await value(page, kind, 'cmi.core.score.raw'), '66.67');
    return;
  }
  assert.equal(await value(page, kind, 'cmi.completion_status'), 'completed');
  if (!scored) return;
  assert.equal(await value(page, kind, 'cmi.success_status'), 'passed');
  assert.equal(await value(page, kind, 'cmi.score.scaled'), '0.6667');
  assert.equal(await value(page, kind, 'cmi.interactions._count'), '3');
  assert.equal(await value(page, kind, 'cmi.interactions.0.learner_response'), 'a[,]c');
}

async function accessible(page) {
  for (const frame of page.frames().filter((one) => axe && one.url().includes('/c/'))) {
    await frame.evaluate(axe);
    const { violations } = await frame.evaluate(() => axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    }));
    assert.deepEqual(violations.map(({ id }) => id), []);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const context = await browser.newContext();
try {
  for (const edition of ['1.2', '2004-3rd', '2004-4th']) {
    const kind = edition === '1.2' ? '1.2' : '2004';
    const whole = await exported({ edition });
    const { page, frame } = await open(context, kind, whole, 'index.html');
    await frame.getByRole('heading', { name: 'The moon' }).waitFor();
    await frame.getByRole('button', { name: 'Next page' }).click();
    await answer(frame);
    await accessible(page);
    await judged(page, kind, true);
    const kept = await value(page, kind, 'cmi.suspend_data');
    assert.match(kept, /"s":"11"/);
    await page.close();
    console.log(`ok  ${edition}: one content object is found, launched, completed and scored`);

    const parts = await exported({ edition, structure: 'root_cluster' });
    for (const [launch, scored] of [['pages/moon.html', false], ['pages/test.html', true]]) {
      const opened = await open(context, kind, parts, launch);
      await opened.frame.getByRole('heading', { level: 1 }).waitFor();
      if (scored) await answer(opened.frame);
      await judged(opened.page, kind, scored);
      await opened.page.locator('#outer').evaluate((outer) => outer.remove());
      await opened.page.close();
    }
    console.log(`ok  ${edition}: each page is a content object of its own`);
  }
  served = Object.fromEntries(Object.entries(await exported({ edition: '1.2' })).map(([name, bytes]) => [`c/${name}`, bytes]));
  const alone = await context.newPage();
  await alone.goto(`${site}/c/index.html`);
  await alone.getByText('Preview: no learning platform answers').waitFor();
  await alone.getByRole('button', { name: 'Next page' }).click();
  await answer(alone);
  console.log('ok  without a player the course can be looked at, and says so');
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}
