// The services of the platform in a real browser: a score that the tool posts changes the
// gradebook, the tool pages through the roster, content is picked, a tool registers in two
// clicks; and every page of them by the rules of WCAG 2.1.

import assert from 'node:assert/strict';

/** Signs somebody in: their course page. */
async function signedIn(context, person, { lms }) {
  const page = await context.newPage();
  await page.goto(lms);
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(`${lms}/course`);
  return page;
}

/** Opens a link of the course in the whole tab: the tool's page. */
async function launched(context, person, link, walk) {
  const page = await signedIn(context, person, walk);
  await page.getByRole('button', { name: `Open ${link} in this tab` }).click();
  await page.getByRole('heading', { name: 'The launch holds' }).waitFor();
  return page;
}

/** The cell of a person in a column of the gradebook. */
async function cell(page, person, column) {
  const columns = await page.getByRole('columnheader').allTextContents();
  const place = columns.indexOf(column);
  assert.ok(place > 0, `no column ${column} among ${columns.join(', ')}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: person }) });
  return row.getByRole('cell').nth(place - 1);
}

/** The teacher sends a score, and a gradebook that is open shows it without being loaded again. */
async function scored(toolPage, bookPage, { tool }) {
  const grade = await cell(bookPage, 'Sami Okoye', 'Still life in Workbench');
  assert.equal(await grade.textContent(), 'nothing yet');
  await toolPage.goto(`${tool}/score`);
  await toolPage.getByLabel('For', { exact: true }).selectOption('Sami Okoye');
  await toolPage.getByLabel('Points', { exact: true }).fill('83.5');
  await toolPage.getByLabel('Comment', { exact: true }).fill('Mind the light.');
  await toolPage.getByRole('button', { name: 'Send the score' }).click();
  await toolPage.getByRole('status').getByText('it is the first of this person').waitFor();
  await grade.getByText('83.5').waitFor();
  assert.equal(await grade.textContent(), '83.5 of 100Mind the light.');
  await bookPage.getByRole('status').getByText('A grade changed at').waitFor();
}

async function oddScore(page, { tool }) {
  for (const [points, said] of [['many', 'Nothing was sent: '], ['-1', 'points are negative']]) {
    await page.goto(`${tool}/score`);
    await page.getByLabel('Points', { exact: true }).fill(points);
    await page.getByRole('button', { name: 'Send the score' }).click();
    await page.getByRole('status').getByText(said).waitFor();
  }
}

/** A student hands in work without scripts, and sees their own grade and nobody else's. */
async function handedIn(browser, walk) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(walk.lms);
  await page.getByRole('button', { name: 'Ines Prado' }).click();
  await page.getByRole('button', { name: 'Open Workbench in this tab' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Hand in your work' }).click();
  await page.getByLabel('What you see').fill('A jug, two lemons and a cloth.');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('status').getByText('The platform took the score').waitFor();
  await page.goto(`${walk.lms}/gradebook`);
  const grade = await cell(page, 'Ines Prado', 'Still life in Workbench');
  assert.equal(await grade.textContent(), '7 of 100');
  assert.equal(await page.getByText('Sami Okoye').count(), 0);
  await context.close();
}

async function roster(page, { tool }) {
  await page.goto(`${tool}/people`);
  await page.getByText('3 people, on 2 pages').waitFor();
  for (const [name, role] of [['Tove Lind', 'teacher'], ['Sami Okoye', 'student']]) {
    const row = page.getByRole('row').filter({ hasText: name });
    assert.equal(await row.getByRole('cell').nth(2).textContent(), role);
    // The registration shares names and no mail addresses.
    assert.equal(await row.getByRole('cell').nth(1).textContent(), 'not shared');
  }
}

/** Values stand in the place of variables; what the platform does not know stays. */
async function parameters(page, { tool }) {
  await page.goto(`${tool}/`);
  for (const [name, value] of [['given_name', 'Tove'], ['course_title', 'Drawing'],
    ['room', '$Campus.room']]) {
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    assert.equal(await row.getByRole('cell').textContent(), value);
  }
}

/** Opens the picker in the frame of the course. */
async function picker(page, { lms }) {
  await page.goto(`${lms}/course`);
  await page.getByRole('button', { name: 'Add from Workbench', exact: true }).click();
  const frame = page.frameLocator('iframe[name=tool]');
  await frame.getByRole('heading', { name: 'Pick content' }).waitFor();
  return frame;
}

async function cancelled(page, walk) {
  const frame = await picker(page, walk);
  await frame.getByRole('button', { name: 'Cancel' }).click();
  await frame.getByRole('heading', { name: 'Nothing was added' }).waitFor();
  await frame.getByRole('link', { name: 'Back to the course' }).click();
  await page.waitForURL(`${walk.lms}/course`);
  assert.equal(await page.getByRole('button', { name: 'Open Gallery here' }).count(), 0);
}

async function picked(page, walk) {
  const frame = await picker(page, walk);
  for (const title of ['Sketch of a vase', 'Gallery', 'About this workbench', 'Tip of the day']) {
    await frame.getByLabel(title).check();
  }
  assert.deepEqual(await walk.faults(page), []);
  await frame.getByRole('button', { name: 'Add to the course' }).click();
  await frame.getByText('4 things are in the course now').waitFor();
  await frame.getByText('The tool says: Made with pencils.').waitFor();
  assert.deepEqual(await walk.faults(page), []);
  await frame.getByRole('link', { name: 'Back to the course' }).click();
  await page.waitForURL(`${walk.lms}/course`);
  await page.getByText('Squint at the still life: tone comes before line.').waitFor();
  const about = page.getByRole('link', { name: 'About this workbench' });
  assert.equal(await about.getAttribute('href'), `${walk.tool}/about`);
}

/** What was picked is launched with its own parameters, and its column takes a score. */
async function pickedUsed(context, walk) {
  const page = await launched(context, 'Sami Okoye', 'Sketch of a vase', walk);
  const row = page.getByRole('row').filter({ hasText: 'picked' });
  assert.equal(await row.getByRole('cell').textContent(), 'vase');
  await page.getByRole('link', { name: 'Hand in your work' }).click();
  await page.getByLabel('What you see').fill('blue '.repeat(50));
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('status').getByText('The platform took the score').waitFor();
  await page.goto(`${walk.lms}/gradebook`);
  const grade = await cell(page, 'Sami Okoye', 'Sketch of a vase');
  // 50 of the tool's 100 points, scaled to the column.
  assert.equal(await grade.textContent(), '10 of 20');
  await page.close();
}

async function registered(page, { lms, faults }) {
  await page.goto(`${lms}/admin`);
  await page.getByRole('button', { name: 'Invite the tool' }).click();
  const frame = page.frameLocator('iframe[name=tool]');
  const confirm = frame.getByRole('button', { name: 'Register with this platform' });
  await confirm.waitFor();
  assert.deepEqual(await faults(page), []);
  await confirm.click();
  // The tool's page says that it is done, and the platform's goes on.
  await page.waitForURL(`${lms}/admin?done=registered`);
  await page.getByRole('link', { name: 'Workbench by invitation' }).waitFor();
  await page.goto(`${lms}/course`);
  await page.getByRole('button', { name: 'Open Workbench by invitation here' }).click();
  await frame.getByRole('heading', { name: 'The launch holds' }).waitFor();
  await frame.getByRole('link', { name: 'Who is in this course' }).click();
  await frame.getByText('3 people, on 2 pages').waitFor();
}

/** An invitation is good once, and not without its token. */
async function usedInvitation(context, { lms, tool }) {
  const page = await context.newPage();
  const configuration = `${lms}/lti/registration/openid-configuration`;
  const query = new URLSearchParams({ openid_configuration: configuration, registration_token: 'x' });
  await page.goto(`${tool}/lti/register?${query}`);
  await page.getByRole('button', { name: 'Register with this platform' }).click();
  await page.getByRole('heading', { name: 'Not registered' }).waitFor();
  await page.goto(`${tool}/lti/register`);
  await page.getByRole('heading', { name: 'This registration cannot be used' }).waitFor();
  await page.close();
}

/** Every page of the services, as both kinds of people see them. */
async function judged(browser, width, walk) {
  const { lms, tool, faults } = walk;
  for (const person of ['Tove Lind', 'Sami Okoye']) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await launched(context, person, 'Workbench', walk);
    for (const address of [`${tool}/`, `${tool}/score`, `${tool}/people`, `${tool}/pick`,
      `${tool}/about`, `${tool}/lti/register`, `${lms}/gradebook`, `${lms}/course`,
      `${lms}/lti/content`]) {
      await page.goto(address);
      assert.deepEqual(await faults(page), [], address);
    }
    await context.close();
  }
}

/** All of it; `walk` has the two origins and the ways to report. */
export async function services(walk) {
  const { browser, step } = walk;
  const context = await browser.newContext();
  const toolPage = await launched(context, 'Tove Lind', 'Workbench', walk);
  const lmsPage = await context.newPage();
  await lmsPage.goto(`${walk.lms}/gradebook`);
  await step('a score that the tool posts changes the gradebook', () =>
    scored(toolPage, lmsPage, walk));
  await step('a score that is none is not sent', () => oddScore(toolPage, walk));
  await step('a student hands in work without scripts and sees their own grade alone', () =>
    handedIn(browser, walk));
  await step('the tool pages through the roster and sees what it may', () =>
    roster(toolPage, walk));
  await step('parameters have values in the place of variables', () =>
    parameters(toolPage, walk));
  await step('a teacher who picks nothing changes nothing', () => cancelled(lmsPage, walk));
  await step('what a teacher picks in the tool is in the course', () => picked(lmsPage, walk));
  await step('what was picked is launched with its parameters and graded in its column', async () => {
    const other = await browser.newContext();
    await pickedUsed(other, walk);
    await other.close();
  });
  await step('a tool is registered in two clicks and reads the roster', () =>
    registered(lmsPage, walk));
  await step('a registration without a good invitation is refused', () =>
    usedInvitation(context, walk));
  for (const width of [1280, 375]) {
    await step(`services can be used by everybody, ${width} pixels wide`, () =>
      judged(browser, width, walk));
  }
  await context.close();
}
