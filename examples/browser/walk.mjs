// Walks through the campus in a real browser: sign in, launch, look at the tool's page, and
// check that the same post is refused the second time. Where AXE names axe-core, every page is
// also judged by the rules of WCAG 2.1, levels A and AA.
//
//   CAMPUS=target/debug/examples/campus CHROMIUM=/usr/bin/chromium \
//   PLAYWRIGHT=…/playwright-core/index.mjs AXE=…/axe-core/axe.min.js node examples/browser/walk.mjs

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administration } from './admin.mjs';
import { cookieless } from './cookieless.mjs';
import { courses } from './courses.mjs';
import { records } from './records.mjs';
import { services } from './services.mjs';

// Where the browser is required nothing may be left out for lack of a variable.
if ((process.env.EDU_REQUIRE ?? '').split(',').some((word) => word.trim() === 'chromium')) {
  const unset = ['CHROMIUM', 'CAMPUS', 'PLAYWRIGHT', 'AXE'].filter((name) => !process.env[name]);
  assert.deepEqual(unset, [], `EDU_REQUIRE has chromium, but these are unset: ${unset.join(', ')}`);
}

const { chromium } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');

let passed = 0;
async function step(name, check) {
  await check();
  passed += 1;
  console.log(`ok  ${name}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startCampus(port, store) {
  const campus = spawn(process.env.CAMPUS, ['--port', String(port), '--store', store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    campus.once('exit', (code) => reject(new Error(`campus ended with ${code}`)));
    campus.stdout.on('data', (text) => {
      if (String(text).includes(`http://lms.localhost:${port}`)) resolve();
    });
    setTimeout(() => reject(new Error('campus did not start within 60 s')), 60_000).unref();
  });
  return campus;
}

const axe = process.env.AXE && await readFile(process.env.AXE, 'utf8');

/** What is wrong with a page and its frames: broken rules, and content wider than the window. */
async function faults(page) {
  const found = [];
  for (const frame of page.frames()) {
    // Frames far below wait until somebody comes near.
    if (/^(about:blank)?$/.test(frame.url())) continue;
    const where = await frame.title();
    const wide = await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) found.push(`${where}: scrolls sideways`);
    if (!axe) continue;
    await frame.evaluate(axe);
    const { violations } = await frame.evaluate(() => axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    }));
    for (const { id, nodes } of violations) {
      found.push(`${where}: ${id} at ${nodes.map((node) => node.target).join(', ')}`);
    }
  }
  return found;
}

const port = await freePort();
const folder = await mkdtemp(join(tmpdir(), 'campus-'));
const campus = await startCampus(port, join(folder, 'campus.db'));
const lms = `http://lms.localhost:${port}`;
const tool = `http://tool.localhost:${port}`;
const options = {
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    // Frames of all sites in one process: the driver loses sight of a frame now and then that
    // changes sites, and with them processes, three times in a moment, as each launch does.
    '--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process'],
};
const browser = await chromium.launch(options);

/** Signs a person in, opens the tool in its frame, and returns page, frame and posted form. */
async function launch(context, person) {
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(`${lms}/course`);
  const posted = page.waitForRequest((request) => request.url() === `${tool}/lti/launch`);
  await page.getByRole('button', { name: 'Open Workbench here' }).click();
  const form = new URLSearchParams((await posted).postData());
  const frame = page.frameLocator('iframe[name=tool]');
  await frame.getByRole('heading', { name: 'The launch holds' }).waitFor();
  return { page, frame, form };
}

/** Posts a form to the tool's launch address as its own page; returns status and text. */
async function post(page, form) {
  await page.setContent(`<form method="post" action="${tool}/lti/launch"></form>`);
  const answered = page.waitForResponse((response) => response.url() === `${tool}/lti/launch`);
  await page.evaluate((fields) => {
    for (const [name, value] of fields) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name, value });
      document.forms[0].append(input);
    }
    document.forms[0].submit();
  }, [...form]);
  const response = await answered;
  await page.waitForLoadState();
  return { status: response.status(), text: await page.textContent('body') };
}

try {
  const context = await browser.newContext();
  const teacher = await launch(context, 'Tove Lind');

  await step('a teacher is launched into the tool in a frame of another origin', async () => {
    await teacher.frame.getByText('Edit the task').waitFor();
    assert.equal(await teacher.frame.getByText('Hand in your own work').count(), 0);
    assert.match(await teacher.frame.locator('body').textContent(), /verified here/);
  });

  await step('reloading the tool page asks for no second launch', async () => {
    const inner = teacher.page.frames().find((frame) => frame.url().startsWith(tool));
    await inner.goto(`${tool}/`);
    await teacher.frame.getByRole('heading', { name: 'The launch holds' }).waitFor();
  });

  await step('the same form is refused the second time, and the page says why', async () => {
    // Inside the platform's page, where the frame's own cookies are sent.
    const inner = teacher.page.frames().find((frame) => frame.url().startsWith(tool));
    const answered = teacher.page.waitForResponse((response) =>
      response.url() === `${tool}/lti/launch`);
    await teacher.page.evaluate(([action, fields]) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action, target: 'tool' });
      for (const [name, value] of fields) {
        const input = document.createElement('input');
        Object.assign(input, { type: 'hidden', name, value });
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    }, [`${tool}/lti/launch`, [...teacher.form]]);
    assert.equal((await answered).status(), 403);
    await teacher.frame.getByText('was used before').waitFor();
    assert.match(await teacher.frame.locator('body').textContent(), /lti\.state\.used/);
    assert.ok(inner);
  });

  await step('the form is refused in another browser', async () => {
    const other = await browser.newContext();
    const page = await other.newPage();
    const { status, text } = await post(page, teacher.form);
    assert.equal(status, 403);
    assert.match(text, /lti\.state\.no_cookie/);
    await other.close();
  });

  await step('a student may do what students do, and nothing more', async () => {
    const other = await browser.newContext();
    const student = await launch(other, 'Sami Okoye');
    await student.frame.getByText('Hand in your own work').waitFor();
    assert.equal(await student.frame.getByText('Edit the task').count(), 0);
    const tampered = new URLSearchParams(student.form);
    const [header, payload, signature] = tampered.get('id_token').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url'));
    const role = 'https://purl.imsglobal.org/spec/lti/claim/roles';
    claims[role] = ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'];
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    tampered.set('id_token', [header, forged, signature].join('.'));
    const page = await other.newPage();
    const { status } = await post(page, tampered);
    assert.equal(status, 403);
    await other.close();
  });

  await step('the launch works without scripts', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(lms);
    await page.getByRole('button', { name: 'Ines Prado' }).click();
    await page.getByRole('button', { name: 'Open Workbench in this tab' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'The launch holds' }).waitFor();
    await plain.close();
  });

  await step('a tool in the whole tab leads back to the course', async () => {
    const other = await browser.newContext();
    const page = await other.newPage();
    await page.goto(lms);
    await page.getByRole('button', { name: 'Ines Prado' }).click();
    await page.getByRole('button', { name: 'Open Workbench in this tab' }).click();
    await page.getByRole('link', { name: 'Back to the course' }).click();
    await page.waitForURL(`${lms}/course`);
    await other.close();
  });

  await step('no other site can sign anybody in or out', async () => {
    // The tool's own policy lets its pages post nothing; here it plays a site that would.
    const other = await browser.newContext({ bypassCSP: true });
    const page = await other.newPage();
    await page.goto(`${tool}/`);
    const answered = page.waitForResponse((response) => response.url() === `${lms}/sign-in`);
    await page.setContent(`<form method="post" action="${lms}/sign-in">
      <input name="person" value="p-7c1e"></form>`);
    await page.evaluate(() => document.forms[0].submit());
    assert.equal((await answered).status(), 403);
    assert.deepEqual(await other.cookies(lms), []);
    await other.close();
  });

  for (const width of [1280, 375]) {
    await step(`every page can be used by everybody, ${width} pixels wide`, async () => {
      const other = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await other.newPage();
      const titles = new Set();
      const look = async () => {
        assert.deepEqual(await faults(page), []);
        titles.add(await page.title());
      };
      for (const path of ['/', '/about', '/nowhere', '/sign-out']) {
        await page.goto(lms + path);
        await look();
      }
      await page.goto(`${tool}/`);
      await look();
      await page.goto(lms);
      await page.getByRole('button', { name: 'Tove Lind' }).press('Enter');
      await page.waitForURL(`${lms}/course`);
      await look();
      await page.getByRole('button', { name: 'Open Workbench here' }).press('Enter');
      const frame = page.frameLocator('iframe[name=tool]');
      await frame.getByRole('heading', { name: 'The launch holds' }).waitFor();
      await look();
      await page.goto(`${lms}/course`);
      await page.getByRole('button', { name: 'Open Workbench in this tab' }).press('Enter');
      await page.getByRole('heading', { name: 'The launch holds' }).waitFor();
      await look();
      assert.equal(titles.size, 7, [...titles].join(', '));
      await other.close();
    });
  }
  await administration({ browser, lms, tool, step, faults });
  await services({ browser, lms, tool, step, faults });
  await records({ browser, lms, tool, step, faults });
  await courses({ browser, lms, tool, step, faults });
  if (!axe) console.log('--  accessibility rules were not checked: AXE names no axe.min.js');

  await cookieless({ chromium, options, lms, tool, step });

  await step('nobody is launched who did not sign in', async () => {
    const fresh = await browser.newContext();
    const page = await fresh.newPage();
    await page.goto(`${lms}/course`);
    assert.equal(new URL(page.url()).pathname, '/');
    await page.goto(`${tool}/`);
    await page.getByRole('heading', { name: 'Not launched yet' }).waitFor();
    await fresh.close();
  });
} finally {
  await browser.close();
  campus.removeAllListeners('exit');
  campus.kill('SIGINT');
  const code = await new Promise((resolve) => campus.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
  assert.equal(code, 0, 'campus stops cleanly');
}
console.log(`${passed} passed, 0 failed`);
