'use strict';

// A tool made of ltijs: /login, /launch and /jwks on loopback.
//
//   NODE_PATH=…/node_modules node ltijs_tool.cjs ISSUER CLIENT AUTHORIZE KEYS [MAX_AGE]
//
// ISSUER is the platform's issuer, CLIENT the tool's client id there, AUTHORIZE the address of its
// authorization endpoint and KEYS that of its key set; any platform on loopback will do. ltijs keeps
// no deployments. MAX_AGE is how many seconds old a token may be, or `false`; ltijs itself says 10.
//
// It is ltijs as in production: with the cookies that its development mode does without. It
// prints its address as JSON and ends when standard input does. /launch answers, after the redirect
// that ltijs makes, with JSON: what was verified, or with status 401 why the launch is refused.

const { randomBytes } = require('node:crypto');
const http = require('node:http');

// Standard output is for the address alone; migrations tell nothing of use.
console.log = console.error;
console.info = () => {};

const { Provider: tool } = require('ltijs');
const Database = require('ltijs-sequelize');

const { sqlite } = require('./sqlite_in_memory.cjs');

/** What ltijs hands over of a message, by the names of the claims. */
function verified(token) {
  const { platformContext: context } = token;
  return {
    accepted: true,
    iss: token.iss,
    aud: token.clientId,
    sub: token.user,
    name: token.userInfo.name ?? null,
    deployment_id: token.deploymentId,
    message_type: context.messageType,
    version: context.version,
    roles: context.roles,
    target_link_uri: context.targetLinkUri,
    resource_link: context.resource,
    context: context.context,
    custom: context.custom,
  };
}

function accept(token, _request, response) {
  response.json(verified(token));
}

function refuse(_request, response) {
  response.status(401).json({ accepted: false, reason: response.locals.err.details.message });
}

async function main(issuer, client, authorize, keys, maxAge = '10') {
  const plugin = new Database('tool', '', '', {
    dialect: 'sqlite',
    dialectModule: await sqlite(),
    logging: false,
    storage: ':memory:',
  });
  tool.setup(randomBytes(32).toString('hex'), { plugin }, {
    appRoute: '/launch',
    loginRoute: '/login',
    keysetRoute: '/jwks',
    tokenMaxAge: JSON.parse(maxAge),
  });
  tool.onConnect(accept);
  tool.onDeepLinking(accept);
  tool.onInvalidToken(refuse);
  tool.onSessionTimeout(refuse);
  // ltijs would listen on every interface.
  await tool.deploy({ serverless: true, silent: true });
  await tool.registerPlatform({
    name: 'platform',
    url: issuer,
    clientId: client,
    authenticationEndpoint: authorize,
    accesstokenEndpoint: new URL('token', authorize).href,
    authConfig: { method: 'JWK_SET', key: keys },
  });
  const server = http.createServer(tool.app).listen(0, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${server.address().port}`;
    process.stdout.write(`${JSON.stringify({ address })}\n`);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
