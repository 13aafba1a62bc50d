// The administration of both sides in a real browser: checks while typing, a tool and a platform
// registered by hand, a test launch, keys, refusals; and every page by the rules of WCAG 2.1.

import assert from 'node:assert/strict';

/** Signs somebody in at the platform and opens the workbench in the tab: a page at the tool. */
async function launched(context, { lms, tool }) {
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: 'Tove Lind' }).click();
  await page.waitForURL(`${lms}/course`);
  await page.getByRole('button', { name: 'Open Workbench in this tab' }).click();
  await page.getByRole('heading', { name: 'The launch holds' }).waitFor();
  assert.equal(page.url(), `${tool}/`);
  return page;
}

/** Fills in fields by their labels. */
async function fill(page, fields) {
  for (const [label, text] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
}

async function typing(page, { lms }) {
  await page.goto(`${lms}/admin/tools/new`);
  const login = page.getByLabel('Login address', { exact: true });
  await login.fill('http://board.example/login');
  const beside = page.locator('#login-findings');
  await beside.getByText('https is required').waitFor();
  assert.equal(await login.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#checked').textContent(), /^Login address: To mend: /);
  // Nothing is said of fields that nobody has typed in yet.
  assert.equal(await page.locator('#title-findings li').count(), 0);
  await login.fill('https://board.example/login');
  await page.getByText('Login address: nothing to mend').waitFor();
  assert.equal(await beside.locator('li').count(), 0);
  assert.equal(await login.getAttribute('aria-invalid'), null);
}

async function privateKey(page, { tool }) {
  await page.goto(`${tool}/admin/platforms/new`);
  const secret = 'MIIEvAIBADANBgkqhkiG9w0';
  const asked = page.waitForRequest(`${tool}/admin/platforms/check`);
  const keys = page.getByLabel('Public keys, pasted', { exact: true });
  await keys.fill(`-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`);
  assert.ok(!(await asked).postData().includes(secret), 'a private key leaves the page');
  await page.locator('#keys-findings').getByText('this is a private key').waitFor();
}

/** Without scripts: the form comes back filled, with the findings beside its fields. */
async function withoutScripts(browser, { lms }) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: 'Tove Lind' }).click();
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('link', { name: 'Register a tool' }).click();
  await fill(page, { Title: 'Easel', 'Login address': 'easel.example' });
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: 'Nothing was saved' }).waitFor();
  await page.locator('#login-findings').getByText('does not begin with').waitFor();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Easel');
  await page.getByRole('link', { name: 'Login address' }).click();
  await context.close();
}

/** The workbench once more under another name, registered on both sides by hand. */
async function registered(lmsPage, toolPage, { lms, tool }) {
  await lmsPage.goto(`${lms}/admin/tools/new`);
  await fill(lmsPage, {
    Title: 'Drawing board',
    'Client id': 'board',
    'Login address': `${tool}/lti/login`,
    'Launch addresses': `${tool}/lti/launch`,
  });
  await lmsPage.getByLabel('What the tool may learn of a person').selectOption('name');
  await lmsPage.getByRole('button', { name: 'Register' }).click();
  await lmsPage.getByRole('status').getByText('It is registered now.').waitFor();
  await toolPage.goto(`${tool}/admin/platforms/new`);
  await toolPage.getByLabel('Where do I find it in').selectOption('moodle');
  await toolPage.getByRole('button', { name: 'Show me' }).click();
  await toolPage.getByRole('heading', { name: 'In Moodle' }).waitFor();
  await fill(toolPage, {
    Issuer: lms,
    'Client id': 'board',
    'Authorization endpoint': `${lms}/lti/authorize`,
    'Key set URL': `${lms}/lti/jwks`,
    'First deployment': 'campus-1',
  });
  await toolPage.getByRole('button', { name: 'Register' }).click();
  await toolPage.getByRole('status').getByText('It is registered now.').waitFor();
  await lmsPage.goto(`${lms}/course`);
  await lmsPage.getByRole('button', { name: 'Open Drawing board here' }).click();
  const frame = lmsPage.frameLocator('iframe[name=tool]');
  await frame.getByRole('heading', { name: 'The launch holds' }).waitFor();
}

async function tested(page, { lms }) {
  await page.goto(`${lms}/admin/tools/board`);
  await page.getByRole('link', { name: 'Test a launch' }).click();
  await page.getByLabel('As', { exact: true }).selectOption('teacher');
  await page.getByRole('button', { name: 'Show what is sent' }).click();
  await page.getByRole('cell', { name: 'Test Person', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Launch here as a teacher' }).click();
  const frame = page.frameLocator('iframe[name=tool]');
  await frame.getByText('Edit the task').waitFor();
  assert.match(await frame.locator('body').textContent(), /Test Person/);
}

/** A deployment that only the platform knows asks, is allowed, and is let in. */
async function allowed(lmsPage, toolPage, { lms, tool, faults }) {
  await lmsPage.goto(`${lms}/admin/tools/board`);
  await lmsPage.getByLabel('Another deployment').fill('board-2');
  await lmsPage.getByRole('button', { name: 'Add the deployment' }).click();
  const launch = async () => {
    await lmsPage.goto(`${lms}/admin/tools/board/test?deployment=board-2`);
    await lmsPage.getByRole('button', { name: 'Launch here as a student' }).click();
    return lmsPage.frameLocator('iframe[name=tool]');
  };
  await (await launch()).getByText('lti.deployment.unknown').waitFor();
  await toolPage.goto(`${tool}/admin`);
  assert.deepEqual(await faults(toolPage), []);
  await toolPage.getByRole('button', { name: 'Allow deployment board-2' }).click();
  await toolPage.getByRole('status').getByText('The deployment is known now.').waitFor();
  await (await launch()).getByRole('heading', { name: 'The launch holds' }).waitFor();
}

async function explained(page, { tool }) {
  await page.goto(`${tool}/admin/refused`);
  await page.getByRole('link', { name: 'lti.deployment.unknown' }).click();
  await page.getByRole('heading', { name: 'What to check' }).waitFor();
  assert.match(await page.textContent('main'), /LTI Core 1\.3 §3\.1\.3/);
}

async function keysChanged(page, { lms }) {
  await page.goto(`${lms}/admin/keys`);
  await page.getByRole('button', { name: 'Publish a new key' }).click();
  await page.getByRole('status').getByText('The key is published.').waitFor();
  await page.getByRole('button', { name: 'Sign with this key' }).first().click();
  await page.getByRole('heading', { name: 'Too early' }).waitFor();
}

/** Every page of the administration, also those that refuse and those that ask once more. */
async function judged(lmsPage, toolPage, { lms, tool, faults }) {
  const look = async (page) => assert.deepEqual(await faults(page), []);
  const press = async (page, name) => {
    await page.getByRole('button', { name }).first().click();
    await page.waitForLoadState();
    await look(page);
  };
  const atLms = ['', '/tools/new', '/tools/board', '/tools/board/edit', '/tools/board/test',
    '/keys', '/refused', '/tools/nowhere'];
  for (const path of atLms) {
    await lmsPage.goto(`${lms}/admin${path}`);
    await look(lmsPage);
  }
  await lmsPage.goto(`${lms}/admin/tools/new`);
  await press(lmsPage, 'Register');
  await lmsPage.goto(`${lms}/admin/tools/board`);
  await press(lmsPage, 'Remove deployment');
  await lmsPage.goto(`${lms}/admin/tools/board`);
  await press(lmsPage, 'Remove this tool');
  await toolPage.goto(`${tool}/admin`);
  const platform = await toolPage.getByRole('link', { name: lms }).first().getAttribute('href');
  const atTool = ['/admin', '/admin/platforms/new', '/admin/platforms/new?kind=canvas', platform,
    platform.replace('/platform?', '/platform/edit?'), '/admin/refused', '/admin/refused/1'];
  for (const path of atTool) {
    await toolPage.goto(tool + path);
    await look(toolPage);
  }
  await toolPage.goto(`${tool}/admin/platforms/new`);
  await press(toolPage, 'Register');
  await toolPage.goto(tool + platform);
  await press(toolPage, 'Fetch the keys now');
  await press(toolPage, 'Remove deployment');
}

/** All of it; `walk` has the two origins and the ways to report. */
export async function administration(walk) {
  const { browser, step, lms, tool } = walk;
  const context = await browser.newContext();
  const toolPage = await launched(context, walk);
  const lmsPage = await context.newPage();
  await step('what is found is shown and said while somebody types', () =>
    typing(lmsPage, walk));
  await step('a private key does not leave the page while somebody types', () =>
    privateKey(toolPage, walk));
  await step('without scripts the form comes back with what was found', () =>
    withoutScripts(browser, walk));
  await step('a tool and a platform registered by hand launch', () =>
    registered(lmsPage, toolPage, walk));
  await step('a test launch is for somebody who does not exist', () => tested(lmsPage, walk));
  await step('a deployment asks, is allowed and is let in', () =>
    allowed(lmsPage, toolPage, walk));
  await step('a refused launch is explained', () => explained(toolPage, walk));
  await step('a key signs no sooner than every tool has it', () => keysChanged(lmsPage, walk));
  await step('a student sees no administration', async () => {
    const other = await browser.newContext();
    const page = await other.newPage();
    await page.goto(lms);
    await page.getByRole('button', { name: 'Sami Okoye' }).click();
    await page.waitForURL(`${lms}/course`);
    for (const address of [`${lms}/admin`, `${tool}/admin`]) {
      const answer = await page.goto(address);
      assert.ok([401, 403].includes(answer.status()), address);
    }
    await other.close();
  });
  for (const width of [1280, 375]) {
    await step(`administration can be used by everybody, ${width} pixels wide`, async () => {
      for (const page of [lmsPage, toolPage]) await page.setViewportSize({ width, height: 800 });
      await judged(lmsPage, toolPage, walk);
    });
  }
  await context.close();
}
