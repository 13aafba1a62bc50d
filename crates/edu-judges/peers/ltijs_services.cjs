'use strict';

// A tool made of ltijs that uses a platform's services: /login, /launch, /jwks and /register on
// loopback.
//
//   NODE_PATH=…/node_modules node ltijs_services.cjs [ISSUER CLIENT AUTHORIZE KEYS]
//
// The arguments are those of ltijs_tool.cjs; access tokens are asked for beside AUTHORIZE, at
// `token`. Without them it knows no platform: /register?openid_configuration=… is how it gets to
// know one. A deep-linking launch is answered with the form that brings a link back. Any other
// launch uses grades and members as a tool would, and tells as JSON what came of each step.

const { randomBytes } = require('node:crypto');
const http = require('node:http');

console.log = console.error;
console.info = () => {};

const { Provider: tool } = require('ltijs');
const Database = require('ltijs-sequelize');

const { sqlite } = require('./sqlite_in_memory.cjs');

/** What a step came to: its value, or the status with which the platform refused it. */
async function statusOf(step) {
  try {
    return await step();
  } catch (error) {
    if (!error.response) throw error;
    return { refused: error.response.statusCode, said: error.response.body };
  }
}

const score = (fields) => ({
  activityProgress: 'Completed',
  gradingProgress: 'FullyGraded',
  ...fields,
});

async function grades(token) {
  const { Grade: grade } = tool;
  const essay = { label: 'Essay "1" <b>', scoreMaximum: 10, tag: 'essay', resourceId: 'resource-1' };
  const before = await grade.getLineItems(token);
  const created = await grade.createLineItem(token, { ...essay }, { resourceLinkId: true });
  const changed = await grade.updateLineItemById(token, created.id, { ...essay, label: 'Essay 2' });
  const second = await grade.createLineItem(token, { label: 'Second', scoreMaximum: 1 });
  const sent = await statusOf(() => grade.submitScore(token, created.id, score({ scoreGiven: 7.5 })));
  const stranger = await statusOf(() =>
    grade.submitScore(token, created.id, score({ userId: 'nobody', scoreGiven: 1 })));
  const tagged = await grade.getLineItems(token, { tag: 'essay' });
  const first = await grade.getLineItems(token, { limit: 1 });
  const next = await grade.getLineItems(token, { url: first.next });
  const scores = await grade.getScores(token, created.id, { userId: token.user });
  const deleted = await grade.deleteLineItemById(token, second.id);
  const gone = await statusOf(() => grade.getLineItemById(token, second.id));
  return {
    before: before.lineItems,
    created,
    changed,
    sent,
    stranger,
    tagged: tagged.lineItems.map((one) => one.id),
    paged: [...first.lineItems, ...next.lineItems].map((one) => one.id),
    scores: scores.scores,
    deleted,
    gone,
  };
}

async function members(token) {
  const whole = await tool.NamesAndRoles.getMembers(token, { pages: false, limit: 1 });
  const learners = await tool.NamesAndRoles.getMembers(token, { role: 'Learner', pages: false });
  return { ...whole, learners: learners.members };
}

async function use(token, _request, response) {
  try {
    response.json({ ...(await grades(token)), people: await members(token) });
  } catch (error) {
    const refused = error.response && { refused: error.response.statusCode, said: error.response.body };
    response.status(502).json(refused ?? { reason: error.message });
  }
}

async function choose(token, _request, response) {
  const items = [
    {
      type: 'ltiResourceLink',
      url: `${token.platformContext.targetLinkUri}?essay=1`,
      title: 'Essay & "more"',
      custom: { essay: '1' },
      lineItem: { scoreMaximum: 10, label: 'Essay' },
    },
    // Types that are not asked for are left out by ltijs itself.
    { type: 'html', html: '<script>alert(1)</script>' },
  ];
  const said = { message: 'One <link>', errMessage: 'No <html>', log: 'one link', errLog: 'no html' };
  response.send(await tool.DeepLinking.createDeepLinkingForm(token, items, said));
}

function refuse(_request, response) {
  response.status(401).json({ reason: response.locals.err.details.message });
}

async function main(issuer, client, authorize, keys) {
  const plugin = new Database('tool', '', '', {
    dialect: 'sqlite',
    dialectModule: await sqlite(),
    logging: false,
    storage: ':memory:',
  });
  const server = http.createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${server.address().port}`;
  tool.setup(randomBytes(32).toString('hex'), { plugin }, {
    appRoute: '/launch',
    loginRoute: '/login',
    keysetRoute: '/jwks',
    dynRegRoute: '/register',
    dynReg: { url: address, name: 'Essays by ltijs', description: 'Writes essays', autoActivate: true },
  });
  tool.onConnect(use);
  tool.onDeepLinking(choose);
  tool.onInvalidToken(refuse);
  tool.onSessionTimeout(refuse);
  await tool.deploy({ serverless: true, silent: true });
  if (issuer) {
    await tool.registerPlatform({
      name: 'platform',
      url: issuer,
      clientId: client,
      authenticationEndpoint: authorize,
      accesstokenEndpoint: new URL('token', authorize).href,
      authConfig: { method: 'JWK_SET', key: keys },
    });
  }
  server.on('request', tool.app);
  process.stdout.write(`${JSON.stringify({ address })}\n`);
  process.stdin.on('end', () => process.exit(0)).resume();
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
