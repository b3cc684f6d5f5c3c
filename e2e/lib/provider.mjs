// A real identity provider for tests: oidc-provider, a certified implementation of OpenID Connect, with a page of its own to sign in.
// The journeys start it in their own process; tests of cargo start this file:
//   node provider.mjs CLIENT_ID CLIENT_SECRET BACK ALGORITHM
// It prints its address and ends when its standard input ends.
import { createServer } from "node:http";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import Provider from "oidc-provider";

/**
 * Takes a free port of 127.0.0.1 for a provider, whose client is told later: the program's address may be known only then. Whoever types a
 * name is that person; a box says that a second factor was proved.
 * @returns {Promise<{issuer: string, serve: (client: object) => void, stop: () => Promise<void>}>}
 */
export async function openProvider() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const serve = (client) => {
    const provider = new Provider(issuer, configuration(client));
    const answer = provider.callback();
    server.on("request", (request, response) => {
      const path = new URL(request.url, issuer).pathname;
      if (path === "/favicon.ico") return response.writeHead(204).end();
      if (!path.startsWith("/sign-in/")) return answer(request, response);
      signIn(provider, request, response).catch((error) => response.writeHead(500).end(error.message));
    });
  };
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { issuer, serve, stop };
}

function key(kid, type, options) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: "jwk" }), kid, use: "sig" };
}

function configuration({ clientId, clientSecret, back, algorithm = "RS256" }) {
  return {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [back],
      require_auth_time: true,
      id_token_signed_response_alg: algorithm,
    }],
    jwks: { keys: [key("rsa", "rsa", { modulusLength: 2048 }), key("ec", "ec", { namedCurve: "P-256" })] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { openid: ["sub", "acr", "amr", "auth_time"], profile: ["name"] },
    // the name goes into the token itself, as city providers do
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `人员 ${id}` }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  };
}

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录</title>
<form method="post"><label>用户 <input name="name" required></label>
<label><input type="checkbox" name="second"> 已用第二要素</label>
<button name="say" value="yes">登录</button> <button name="say" value="no" formnovalidate>取消</button></form>`;

async function signIn(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (request.method !== "POST" && prompt.name === "login") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    return;
  }
  if (prompt.name === "consent") {
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    return;
  }
  let text = "";
  for await (const chunk of request) text += chunk;
  const form = new URLSearchParams(text);
  const result = form.get("say") === "no"
    ? { error: "access_denied", error_description: "declined" }
    : { login: { accountId: form.get("name"), amr: form.has("second") ? ["pwd", "otp", "mfa"] : ["pwd"], remember: false } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [clientId, clientSecret, back, algorithm] = process.argv.slice(2);
  const { issuer, serve } = await openProvider();
  serve({ clientId, clientSecret, back, algorithm });
  console.log(issuer);
  process.stdin.resume().once("end", () => process.exit(0));
}
