// Uses a record store as `@xapi/xapi` does: statements, pages, attachments, documents.
//
// Arguments: the store's address with a slash at its end, a name, a password. Ends with 0 where everything came
// back as it was sent; else it says what did not.

const assert = require('node:assert/strict');
const { randomUUID, createHash } = require('node:crypto');
const XAPI = require('@xapi/xapi').default ?? require('@xapi/xapi');

const [endpoint, name, password] = process.argv.slice(2);
const settings = { endpoint, auth: XAPI.toBasicAuth(name, password), version: '1.0.3' };
const xapi = new XAPI(settings);
// By axios, its default, multipart bodies go out as application/octet-stream on node.
const overFetch = new XAPI({ ...settings, adapter: 'fetch' });

const agent = { objectType: 'Agent', mbox: `mailto:${randomUUID()}@school.example` };
const activityId = `https://school.example/lessons/${randomUUID()}`;
const verb = { id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } };
const statement = (more) => ({
  id: randomUUID(), actor: agent, verb, object: { objectType: 'Activity', id: activityId }, ...more,
});
const refused = async (call, status) => {
  const error = await call.then(() => null, (reason) => reason);
  assert.equal(error?.status ?? error?.response?.status, status);
};

const statements = async () => {
  const about = await xapi.getAbout();
  assert.ok(about.data.version.includes('1.0.3'));
  const sent = [1, 2, 3, 4, 5].map(() => statement());
  const ids = sent.map(({ id }) => id);
  assert.deepEqual((await xapi.sendStatements({ statements: sent })).data, ids);
  assert.deepEqual((await xapi.sendStatements({ statements: sent })).data, ids);
  await refused(xapi.sendStatement({ statement: { ...sent[0], object: { id: `${activityId}/other` } } }), 409);
  await refused(xapi.sendStatement({ statement: { ...statement(), verb: { id: 'completed' } } }), 400);
  const one = (await xapi.getStatement({ statementId: ids[1] })).data;
  assert.deepEqual([one.id, one.actor, one.verb, one.object], [ids[1], agent, verb, sent[1].object]);
  const found = [];
  let page = await xapi.getStatements({ agent, activity: activityId, verb: verb.id, limit: 2, ascending: true });
  for (;;) {
    found.push(...page.data.statements.map(({ id }) => id));
    if (!page.data.more) break;
    page = await xapi.getMoreStatements({ more: page.data.more });
  }
  assert.deepEqual(found, ids);
  await xapi.voidStatement({ actor: agent, statementId: ids[4] });
  await refused(xapi.getStatement({ statementId: ids[4] }), 404);
  assert.equal((await xapi.getVoidedStatement({ voidedStatementId: ids[4] })).data.id, ids[4]);
};

const attachments = async () => {
  const content = new TextEncoder().encode('An essay.\r\n\r\n--nothing--\r\nends here').buffer;
  const sha2 = createHash('sha256').update(Buffer.from(content)).digest('hex');
  const sent = statement({
    attachments: [{
      usageType: 'https://school.example/essay', display: { en: 'Essay' }, contentType: 'text/plain',
      length: content.byteLength, sha2,
    }],
  });
  assert.deepEqual((await overFetch.sendStatement({ statement: sent, attachments: [content] })).data, [sent.id]);
  const [result, ...parts] = (await xapi.getStatement({ statementId: sent.id, attachments: true })).data;
  assert.equal(result.id, sent.id);
  assert.equal(parts.length, 1);
  await refused(xapi.sendStatement({ statement: { ...sent, id: randomUUID() } }), 400);
};

// The same for each kind of document: made, merged, listed, guarded by its tag, removed.
const documents = async (kind, key, idName, { hasTag }) => {
  const id = `document-${randomUUID()}`;
  const at = { ...key, [idName]: id };
  const member = kind === 'State' ? 'state' : 'profile';
  await xapi[`create${kind}`]({ ...at, [member]: { a: 1, b: 1 } });
  await xapi[`create${kind}`]({ ...at, [member]: { b: 2 } });
  const read = await xapi[`get${kind}`](at);
  assert.deepEqual(read.data, { a: 1, b: 2 });
  assert.deepEqual((await xapi[`get${kind}s`](key)).data, [id]);
  const { etag } = read.headers;
  if (hasTag) {
    await refused(xapi[`set${kind}`]({ ...at, [member]: {}, etag: '"other"', matchHeader: 'If-Match' }), 412);
    await xapi[`set${kind}`]({ ...at, [member]: { c: 3 }, etag, matchHeader: 'If-Match' });
    assert.deepEqual((await xapi[`get${kind}`](at)).data, { c: 3 });
  }
  await xapi[`delete${kind}`](at);
  await refused(xapi[`get${kind}`](at), 404);
};

(async () => {
  await statements();
  await attachments();
  await documents('State', { agent, activityId }, 'stateId', { hasTag: true });
  await documents('AgentProfile', { agent }, 'profileId', { hasTag: true });
  await documents('ActivityProfile', { activityId }, 'profileId', { hasTag: true });
  assert.equal((await xapi.getAgent({ agent })).data.objectType, 'Person');
  assert.equal((await xapi.getActivity({ activityId })).data.id, activityId);
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
