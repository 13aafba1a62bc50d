// The launch in browsers that keep no cookies of the tool inside the platform's page: by
// partitioned cookies, by the platform's storage, and in a window of its own.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser whose person has set these preferences. */
async function withPreferences(chromium, options, preferences, use) {
  const folder = await mkdtemp(join(tmpdir(), 'cookieless-'));
  await mkdir(join(folder, 'Default'));
  await writeFile(join(folder, 'Default/Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, options);
  try {
    await use(context);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Signs the teacher in and presses the button that opens the tool in the course's frame. */
async function open(context, lms, prepare = async () => {}) {
  const page = await context.newPage();
  await prepare(page);
  await page.goto(lms);
  await page.getByRole('button', { name: 'Tove Lind' }).click();
  await page.waitForURL(`${lms}/course`);
  await page.getByRole('button', { name: 'Open Workbench here' }).click();
  return { page, frame: page.frameLocator('iframe[name=tool]') };
}

const holds = (frame) => frame.getByRole('heading', { name: 'The launch holds' }).waitFor();

export async function cookieless({ chromium, options, lms, tool, step }) {
  const third = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
  const none = {
    profile: {
      ...third.profile,
      content_settings: { exceptions: { cookies: { [`${tool},*`]: { setting: 2 } } } },
    },
  };

  await step('the launch works where third-party cookies are blocked', async () => {
    await withPreferences(chromium, options, third, async (context) => {
      const { page, frame } = await open(context, lms);
      await holds(frame);
      // What this browser would send to a foreign frame without partitions.
      const kept = await context.cookies(tool);
      assert.ok(kept.every((cookie) => cookie.partitionKey), JSON.stringify(kept));
      await page.close();
    });
  });

  await step('the launch works by the platform\'s storage where the tool keeps no cookie at all', async () => {
    await withPreferences(chromium, options, none, async (context) => {
      const posted = [];
      const watch = async (page) => page.on('request', (request) => {
        if (request.url() === `${tool}/lti/launch`) posted.push(request.postData());
      });
      const { frame } = await open(context, lms, watch);
      await holds(frame);
      await frame.getByText('keeps no cookies of this tool here').waitFor();
      assert.deepEqual(await context.cookies(tool), []);
      assert.equal(posted.length, 2, 'once without, once with the proof');
      assert.ok(!posted[0].includes('lti_storage_proof'));
      // Who has the proof and the message has still only the one launch.
      const again = await context.newPage();
      const fields = [...new URLSearchParams(posted[1])];
      await again.setContent(`<form method="post" action="${tool}/lti/launch"></form>`);
      const answered = again.waitForResponse((response) => response.url() === `${tool}/lti/launch`);
      await again.evaluate((pairs) => {
        for (const [name, value] of pairs) {
          const input = document.createElement('input');
          Object.assign(input, { type: 'hidden', name, value });
          document.forms[0].append(input);
        }
        document.forms[0].submit();
      }, fields);
      const response = await answered;
      assert.equal(response.status(), 403);
      assert.match(await response.text(), /lti\.state\.unknown/);
    });
  });

  await step('another site\'s page gets nothing out of the platform\'s storage', async () => {
    await withPreferences(chromium, options, none, async (context) => {
      const { page, frame } = await open(context, lms);
      await holds(frame);
      const asked = await page.evaluate(() => new Promise((resolve) => {
        // The course's own origin is not the tool's.
        addEventListener('message', (event) => {
          if (event.data?.subject === 'lti.get_data.response') resolve(event.data);
        });
        postMessage({ subject: 'lti.get_data', key: 'lti_state_x', message_id: '1' }, '*');
      }));
      assert.equal(asked.error.code, 'wrong_origin');
      assert.equal(asked.message_id, '1');
    });
  });

  await step('answers from another window or to another question are ignored', async () => {
    await withPreferences(chromium, options, none, async (context) => {
      const forging = async (page) => page.addInitScript(() => {
        if (window !== top) {
          // What is sent with this comes from this window, whoever calls it.
          window.speak = (to, message, origin) => to.postMessage(message, origin);
          return;
        }
        window.forged = 0;
        // Hears each question before the course's own script does.
        addEventListener('message', ({ data, source, origin }) => {
          if (data?.subject !== 'lti.get_data') return;
          const answer = { ...data, subject: 'lti.get_data.response', value: 'forged' };
          const other = document.createElement('iframe');
          document.body.append(other);
          other.contentWindow.speak(source, answer, origin);
          source.postMessage({ ...answer, message_id: 'another' }, origin);
          source.postMessage({ ...answer, subject: 'lti.put_data.response' }, origin);
          window.forged += 1;
        });
      });
      const { page, frame } = await open(context, lms, forging);
      await holds(frame);
      assert.equal(await page.evaluate(() => window.forged), 1);
    });
  });

  await step('where nothing is kept in the frame, a window of its own launches', async () => {
    await withPreferences(chromium, options, third, async (context) => {
      const withoutAny = async (page) => {
        await page.route(`${lms}/lti-storage.js`, (route) => route.abort());
        // A browser without partitions: cookies of framed pages are neither set nor read.
        await page.addInitScript(() => {
          if (window !== top) Object.defineProperty(document, 'cookie', { get: () => '', set() {} });
        });
      };
      const { page, frame } = await open(context, lms, withoutAny);
      const button = frame.getByRole('button', { name: 'Open in a new window' });
      await button.waitFor();
      const opened = context.waitForEvent('page');
      await button.click();
      const window = await opened;
      await window.getByRole('heading', { name: 'The launch holds' }).waitFor();
      assert.notEqual(window, page);
    });
  });
}
