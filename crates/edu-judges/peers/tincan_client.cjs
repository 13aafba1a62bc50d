// Uses a record store as TinCanJS does: statements, pages, attachments, documents.
//
// Arguments: the store's address with a slash at its end, a name, a password. Ends with 0 where everything came
// back as it was sent; else it says what did not.

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const TinCan = require('tincanjs');

const [endpoint, username, password] = process.argv.slice(2);
const lrs = new TinCan.LRS({ endpoint, username, password, version: '1.0.2', allowFail: false });

// Every call as a promise of what its callback is told: the error is a status where the store refused.
const call = (method, ...given) => new Promise((resolve, reject) => {
  const cfg = { ...given.pop(), callback: (error, result) => (error === null ? resolve(result) : reject(error)) };
  lrs[method](...given, cfg);
});
const refused = async (promise, status) => {
  assert.equal(await promise.then(() => null, (error) => error), status);
};

const agent = new TinCan.Agent({ mbox: `mailto:${randomUUID()}@school.example` });
const activity = new TinCan.Activity({ id: `https://school.example/lessons/${randomUUID()}` });
const verb = new TinCan.Verb({ id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } });
const statement = (more) => new TinCan.Statement({ actor: agent, verb, object: activity, ...more });

const statements = async () => {
  const about = await call('about', {});
  assert.ok(about.version.includes('1.0.3'));
  const sent = [1, 2, 3, 4, 5].map(() => statement());
  const ids = sent.map(({ id }) => id);
  await call('saveStatements', sent, {});
  await call('saveStatement', sent[0], {});
  await refused(call('saveStatement', statement({ id: ids[0], verb: { id: 'https://school.example/other' } }), {}), 409);
  const one = await call('retrieveStatement', ids[1], {});
  assert.deepEqual([one.id, one.actor.mbox, one.verb.id, one.target.id], [ids[1], agent.mbox, verb.id, activity.id]);
  const found = [];
  let page = await call('queryStatements', { params: { agent, activity, verb, limit: 2, ascending: true } });
  for (;;) {
    found.push(...page.statements.map(({ id }) => id));
    if (!page.more) break;
    page = await call('moreStatements', { url: page.more });
  }
  assert.deepEqual(found, ids);
  const voiding = statement({
    verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: ids[4] },
  });
  await call('saveStatement', voiding, {});
  await refused(call('retrieveStatement', ids[4], {}), 404);
  assert.equal((await call('retrieveVoidedStatement', ids[4], {})).id, ids[4]);
};

const attachments = async () => {
  const content = 'An essay.\r\n\r\n--nothing--\r\nends here';
  const attachment = new TinCan.Attachment({
    usageType: 'https://school.example/essay', display: { en: 'Essay' }, contentType: 'text/plain',
  });
  attachment.setContentFromString(content);
  const sent = statement({ attachments: [attachment] });
  await call('saveStatement', sent, {});
  const back = await call('retrieveStatement', sent.id, { params: { attachments: true } });
  assert.equal(back.attachments[0].getContentAsString(), content);
  const page = await call('queryStatements', { params: { agent, limit: 1, attachments: true } });
  assert.equal(page.statements[0].attachments[0].getContentAsString(), content);
};

// The same for each kind of document: made, read, listed, guarded by its tag, removed.
const documents = async (kind, context) => {
  const id = `document-${randomUUID()}`;
  const contentType = 'application/json';
  const save = (value, more) => call(`save${kind}`, id, value, { ...context, contentType, ...more });
  await save({ a: 1, b: 1 }, {});
  // Without a tag it says of profiles that there must be none yet.
  const { etag } = await call(`retrieve${kind}`, id, context);
  await save({ b: 2 }, { method: 'POST', lastSHA1: etag });
  const read = await call(`retrieve${kind}`, id, context);
  assert.deepEqual(read.contents, { a: 1, b: 2 });
  assert.deepEqual(await call(`retrieve${kind}Ids`, context), [id]);
  await refused(save({}, { lastSHA1: '"0000000000000000000000000000000000000000"' }), 412);
  await save({ c: 3 }, { lastSHA1: read.etag });
  assert.deepEqual((await call(`retrieve${kind}`, id, context)).contents, { c: 3 });
  await call(`drop${kind}`, id, context);
  assert.equal(await call(`retrieve${kind}`, id, context), null);
};

(async () => {
  await statements();
  await attachments();
  await documents('State', { agent, activity });
  await documents('AgentProfile', { agent });
  await documents('ActivityProfile', { activity });
  assert.equal((await call('retrieveActivity', activity.id, {})).id, activity.id);
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
