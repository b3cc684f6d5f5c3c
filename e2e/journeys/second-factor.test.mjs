// Signing in with two steps where the operator requires them: an authenticator app, recovery codes, a passkey; own sessions and password.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { PASSWORD, assertKind, fillSignIn } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The six digits that an authenticator app shows for a secret (RFC 6238), so many steps of 30 seconds from now. */
function digits(spelled, steps = 0) {
  const bits = [...spelled.replaceAll(" ", "")].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const path = (page) => new URL(page.url()).pathname;

/** Presses a button or link that leads on. */
const follow = (page, found) => Promise.all([page.waitForNavigation(), found.click()]);

async function passwordStep(page, login) {
  await visit(page, "/login");
  await fillSignIn(page, login);
  await page.waitForURL((address) => address.pathname !== "/login");
}

async function codeStep(page, code) {
  await page.locator('input[name="code"]').fill(code);
  await follow(page, page.locator('form:has(input[name="code"]) button[type="submit"]'));
}

describe("second factor", () => {
  let server;
  let browser;

  before(async () => {
    server = await startServer({ more: ["--second-factor", "required"] });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("keeps a duty officer out until an authenticator is enrolled, and asks for its code from then on", async () => {
    const page = await openPage(browser, server.address, { javaScript: false });
    await passwordStep(page, "duty1");
    for (const wanted of ["/desk", "/desk/warnings", "/desk/notices", "/me", "/me/records"]) {
      await visit(page, wanted);
      assert.equal(path(page), "/me/security", wanted);
    }
    await follow(page, page.locator('form[action="/me/security/totp"] button'));
    assert.equal(path(page), "/me/security/totp");
    const secret = await page.locator(".xq-secret").innerText();
    assert.equal(secret.replaceAll(" ", "").length, 32);
    await codeStep(page, "000000");
    expectRefusal(page, 400);
    await codeStep(page, digits(secret));
    const codes = await page.locator(".xq-codes code").allInnerTexts();
    assert.equal(codes.length, 10);
    await visit(page, "/desk");
    assert.equal(path(page), "/desk");

    const other = await openPage(browser, server.address, { javaScript: false });
    await passwordStep(other, "duty1");
    assert.equal(path(other), "/login/second");
    await visit(other, "/desk/warnings");
    assert.equal(path(other), "/login/second");
    await codeStep(other, digits(secret, 5));
    expectRefusal(other, 401);
    // the present code was used to enrol: it does not count again, the next one does
    await codeStep(other, digits(secret, 1));
    assert.equal(path(other), "/desk/warnings");

    const third = await openPage(browser, server.address, { javaScript: false });
    await passwordStep(third, "duty1");
    await codeStep(third, codes[0]);
    assert.equal(path(third), "/desk");
    await visit(third, "/me/security");
    await follow(third, third.locator('form[action="/me/security/sessions/end-others"] button'));
    await visit(page, "/desk");
    assert.equal(path(page), "/login");
    for (const each of [page, other, third]) await each.context().close();
  });

  it("lets a counsellor in with a passkey", async () => {
    const address = server.address.replace("127.0.0.1", "localhost");
    const page = await openPage(browser, address, { size: WIDTHS.desk });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
    const made = await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
    await passwordStep(page, "counsellor");
    await assertSound(page);
    await follow(page, page.locator('a[href="/me/security/passkey"]'));
    await assertSound(page);
    await page.locator('input[name="label"]').fill("办公电脑");
    await follow(page, page.locator("form[data-passkey] button"));
    assert.equal((await page.locator(".xq-codes code").count()), 10);
    await visit(page, "/me/security");
    assert.match(await page.locator("main").innerText(), /办公电脑/);
    await assertSound(page);
    await visit(page, "/me");
    await follow(page, page.locator('form[action="/logout"] button'));

    await passwordStep(page, "counsellor");
    assert.equal(path(page), "/login/second");
    await assertSound(page);
    await follow(page, page.locator("form[data-passkey] button"));
    assert.equal(path(page), "/desk");
    const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId: made.authenticatorId });
    assert.equal(credentials.length, 1);
    assert.ok(credentials[0].signCount >= 2, `used ${credentials[0].signCount} times`);

    // somebody who cannot be verified by the device is not let in
    await visit(page, "/me");
    await follow(page, page.locator('form[action="/logout"] button'));
    await passwordStep(page, "counsellor");
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId: made.authenticatorId, isUserVerified: false });
    await page.locator("form[data-passkey] button").click();
    await page.locator('[data-passkey-said="again"]:not([hidden])').waitFor();
    await visit(page, "/desk");
    assert.equal(path(page), "/login/second");
    await page.context().close();
  });

  it("asks nothing more of a resident, whose own page shows where they are signed in", async () => {
    for (const language of ["zh-CN", "en"]) {
      const page = await openPage(browser, server.address, { language });
      await passwordStep(page, "resident");
      await visit(page, "/me");
      await follow(page, page.locator('a[href="/me/security"]'));
      await assertSound(page);
      await assertKind(page);
      await page.locator('input[name="old"]').fill("not the password");
      await page.locator('input[name="new"]').fill("three yellow birds");
      await follow(page, page.locator('form[action="/me/security/password"] button'));
      expectRefusal(page, 400);
      await assertFits(page);
      assert.equal(await page.locator("#old-error").count(), 1);
      await page.context().close();
    }
    assert.notEqual(PASSWORD, "three yellow birds");
  });
});
