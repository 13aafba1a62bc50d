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
import { unpacked } from './zip.mjs';

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

/** A page of the player with nothing but a frame for another page. */
const framing = (address) => `<!DOCTYPE html><html lang="en"><title>Frame</title>
  <iframe id="inner" title="Course" src="${address}" width="800" height="800"></iframe></html>`;

/** The page of the player: the interface, which counts how often it is begun and ended, then a frame if there is one. */
function player(kind, kept, inside) {
  const [name, type, begin, end] = kind === '1.2'
    ? ['API', 'Scorm12API', 'LMSInitialize', 'LMSFinish'] : ['API_1484_11', 'Scorm2004API', 'Initialize', 'Terminate'];
  const loaded = kept ? `${name}.loadFromJSON(${JSON.stringify(kept)}, '');` : '';
  return `<!DOCTYPE html><html lang="en"><title>Player</title><script src="/player/again.js"></script>
    <script>var ${name} = new ${type}({ autocommit: false, logLevel: 5 }); ${loaded}
      var api = ${name}; var calls = { begun: 0, ended: 0 };
      [['${begin}', 'begun'], ['${end}', 'ended']].forEach(function ([method, count]) {
        var own = api[method];
        api[method] = function (text) { calls[count] += 1; return own.call(api, text); };
      });
    </script>${inside}</html>`;
}

const outer = '<iframe id="outer" title="Frame" src="/player/frame.html" width="900" height="900"></iframe>';

async function open(context, kind, files, launch, kept, inside = outer) {
  served = { 'player/again.js': scripts[kind], 'player/index.html': player(kind, kept, inside) };
  served['player/frame.html'] = framing(`/c/${launch}`);
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

/** What the player has kept, as it would give it to the next session of the learner. */
const stored = (page) => page.evaluate(() => JSON.parse(JSON.stringify(window.api.cmi)));

const calls = (page) => page.evaluate(() => window.calls);

/** The course shows what the learner has reached: the second page, and two of three questions answered rightly. */
async function takenUp(frame) {
  await frame.getByRole('heading', { name: 'Test', exact: true }).waitFor();
  assert.equal(await frame.getByText('Correct.', { exact: true }).count(), 2);
  assert.ok(await frame.getByLabel('Spring').isChecked());
  assert.equal(await frame.getByLabel('Low water?').inputValue(), 'flood');
}

/** Leaves the course for another page in its frame, and opens it again with what was kept. */
async function leftAndResumed(context, kind, files, page, frame) {
  await frame.locator('body').evaluate(() => { window.location.href = '/player/again.js'; });
  await page.waitForFunction(() => window.calls.ended > 0);
  await page.locator('#outer').evaluate((node) => node.remove());
  assert.deepEqual(await calls(page), { begun: 1, ended: 1 });
  const kept = await stored(page);
  await page.close();

  const next = await open(context, kind, files, 'index.html', kept);
  await takenUp(next.frame);
  await judged(next.page, kind, true);
  return next;
}

/**
 * The page goes into the browser's memory and comes back, once to a player that lets it begin again, with what another
 * window has kept in the meantime, and once to one that does not.
 */
async function cameBack(kind, page, frame) {
  const shown = (name) => frame.locator('body').evaluate((_, kindOf) => {
    window.dispatchEvent(new PageTransitionEvent(kindOf, { persisted: true }));
  }, name);
  const kept = await stored(page);
  await shown('pagehide');
  await shown('pagehide');
  assert.deepEqual(await calls(page), { begun: 1, ended: 1 });
  const data = 'suspend_data' in kept ? kept : kept.cmi;
  assert.match(data.suspend_data, /\["a,c",1\]/);
  // Another window was further with one question, and behind with another: each keeps the newer answer.
  data.suspend_data = data.suspend_data.replace('["flood",1]', '["ebb",2]').replace('["a,c",1]', '["b",0]');
  await page.evaluate((one) => {
    window.api.reset();
    window.api.loadFromJSON(one, '');
  }, kept);
  await shown('pageshow');
  await frame.getByText('Correct.', { exact: true }).nth(2).waitFor();
  assert.equal(await frame.getByLabel('Low water?').inputValue(), 'ebb');
  const [score, whole] = kind === '1.2' ? ['cmi.core.score.raw', '100'] : ['cmi.score.scaled', '1'];
  assert.equal(await value(page, kind, score), whole);

  await shown('pagehide');
  await shown('pageshow');
  await frame.getByText('learning platform has ended').waitFor();
}

/** The course finds the player that opened its window, and through more frames than any player has. */
async function foundFromAfar(context, kind, files) {
  const { page } = await open(context, kind, files, 'index.html', null, '');
  served['player/1.html'] = framing('/c/index.html');
  for (let deep = 2; deep <= 6; deep += 1) served[`player/${deep}.html`] = framing(`${deep - 1}.html`);
  for (const [start, deep] of [['/c/index.html', 0], ['3.html', 3]]) {
    await page.reload();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'), page.evaluate((address) => { window.open(address); }, start),
    ]);
    await reached(popup, deep);
    assert.match(await value(page, kind, 'cmi.suspend_data'), /"s":"11"/);
    await popup.close({ runBeforeUnload: true });
    await page.waitForFunction(() => window.calls.ended > 0);
    assert.deepEqual(await calls(page), { begun: 1, ended: 1 });
  }
  served['player/index.html'] = player(kind, null, '<iframe id="inner" title="Frame" src="6.html"></iframe>');
  await page.reload();
  await reached(page, 7);
  assert.match(await value(page, kind, 'cmi.suspend_data'), /"s":"11"/);
  await page.close();
}

/** Turns the page of the course so many frames down. */
async function reached(page, deep) {
  let frame = page;
  for (let left = deep; left > 0; left -= 1) frame = frame.frameLocator('#inner');
  await frame.getByRole('button', { name: 'Next page' }).dispatchEvent('click');
  await frame.getByRole('heading', { name: 'Test', exact: true }).waitFor({ state: 'attached' });
}

/** How sessions end and begin, and where players are found. */
async function sessions(context, edition, kind, files, page, frame) {
  const resumed = await leftAndResumed(context, kind, files, page, frame);
  console.log(`ok  ${edition}: the session ends once when the course is left; the next one takes up what was kept`);
  await cameBack(kind, resumed.page, resumed.frame);
  await resumed.page.close();
  console.log(`ok  ${edition}: a page that comes back from memory takes up what was kept and reports again`);
  await foundFromAfar(context, kind, files);
  console.log(`ok  ${edition}: the player is found through the opener of the window, and through many frames`);
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
    console.log(`ok  ${edition}: one content object is found, launched, completed and scored`);

    // The third and the fourth edition are one to the scripts.
    if (edition === '2004-3rd') await page.close();
    else await sessions(context, edition, kind, whole, page, frame);

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
