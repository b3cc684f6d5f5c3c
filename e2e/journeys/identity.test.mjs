// Signing in by others: staff by a real identity provider, residents with a code to their phone.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { assertKind, openAs, signIn } from "../lib/people.mjs";
import { openProvider } from "../lib/provider.mjs";
import { startServer } from "../lib/server.mjs";

const PHONE = "138 1234 5678";

const path = (page) => new URL(page.url()).pathname;

/** Presses a button or link that leads on. */
const follow = (page, found) => Promise.all([page.waitForNavigation(), found.click()]);

describe("signing in by others", () => {
  let folder;
  let provider;
  let server;
  let browser;

  /** The lines that were handed to the gateway, when there are so many. */
  async function codes(count) {
    const file = join(folder, "codes.jsonl");
    for (let tries = 0; tries < 100; tries += 1) {
      const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
      if (lines.length >= count) return lines.map((line) => JSON.parse(line));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${count} codes in ${file}`);
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "xinqiao-identity-"));
    provider = await openProvider();
    const text = `
[[provider]]
code = "city"
kind = "oidc"
label = { zh-CN = "城市统一身份认证", en = "City identity" }
issuer = "${provider.issuer}"
client_id = "xinqiao"
secret = { value = "a secret of this test" }
for = ["staff"]
second_factor = { amr = ["mfa"] }
max_age_s = 3600

[codes]
sender = "file"
file = "${join(folder, "codes.jsonl")}"
`;
    const file = join(folder, "identity.toml");
    writeFileSync(file, text, { mode: 0o600 });
    const host = new URL(provider.issuer).host;
    server = await startServer({ more: ["--second-factor", "required", "--identity", file, "--egress-allow", host] });
    provider.serve({ clientId: "xinqiao", clientSecret: "a secret of this test", back: `${server.address}/login/with/city/back` });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await provider?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** From the sign-in page to the provider, through its form, and back. */
  async function byProvider(page, name, { second = false, say = "yes" } = {}) {
    await visit(page, "/login");
    await follow(page, page.locator('a[href^="/login/with/city"]'));
    await atProvider(page, name, { second, say });
  }

  async function atProvider(page, name, { second = false, say = "yes" } = {}) {
    assert.equal(new URL(page.url()).origin, provider.issuer);
    await page.locator('input[name="name"]').fill(name);
    if (second) await page.locator('input[name="second"]').check();
    await page.locator(`button[value="${say}"]`).click();
    await page.waitForURL((address) => address.origin === server.address);
  }

  it("opens nothing for somebody whom no account is linked with, and says so kindly", async () => {
    for (const language of ["zh-CN", "en"]) {
      const page = await openPage(browser, server.address, { javaScript: false, language });
      await byProvider(page, "p-stranger");
      expectRefusal(page, 401);
      assert.match(await page.locator("main").innerText(), language === "en" ? /not added to an account/ : /还没有加到任何账号/);
      await visit(page, "/desk");
      assert.equal(path(page), "/login");
      await page.context().close();
    }
    const page = await openPage(browser, server.address);
    await visit(page, "/login");
    await assertSound(page);
    await byProvider(page, "p-stranger", { say: "no" });
    expectRefusal(page, 401);
    assert.match(await page.locator("main").innerText(), /取消/);
    await assertSound(page);
    await page.context().close();
  });

  it("signs a duty officer in after they have linked it, with the provider's second factor or their own", async () => {
    const page = await openAs(browser, server.address, "duty1");
    await visit(page, "/me/security");
    await follow(page, page.locator('form[action="/me/security/link/city"] button'));
    await assertSound(page);
    await follow(page, page.locator(`a[href^="${provider.issuer}"]`));
    await atProvider(page, "p-duty");
    assert.equal(path(page), "/me/security");
    assert.match(await page.locator("main").innerText(), /以后可以这样登录/);
    await assertSound(page);
    assert.equal(await page.locator('form[action="/me/security/link/city"]').count(), 0);
    await page.context().close();

    const other = await openPage(browser, server.address, { javaScript: false });
    await byProvider(other, "p-duty");
    assert.equal(path(other), "/me/security", "without a second factor nothing else opens");
    await visit(other, "/desk/warnings");
    assert.equal(path(other), "/me/security");
    await other.context().close();

    const third = await openPage(browser, server.address, { javaScript: false });
    await visit(third, "/desk/warnings");
    assert.equal(path(third), "/login");
    await follow(third, third.locator('a[href^="/login/with/city"]'));
    await atProvider(third, "p-duty", { second: true });
    assert.equal(path(third), "/desk/warnings", "back to where they wanted to go");
    await visit(third, "/me/security");
    await follow(third, third.locator('form[action^="/me/security/identities/"] button'));
    assert.match(await third.locator("main").innerText(), /已移除/);
    await third.context().close();

    const last = await openPage(browser, server.address, { javaScript: false });
    await byProvider(last, "p-duty", { second: true });
    expectRefusal(last, 401);
    assert.equal(path(last), "/login/with/city/back");
    await last.context().close();
  });

  it("signs a resident in with a code to the phone that they have linked, and tells nobody which numbers are known", async () => {
    const asked = async (page) => {
      await visit(page, "/login");
      await follow(page, page.locator('a[href^="/login/phone"]'));
      await page.locator('input[name="phone"]').fill(PHONE);
      await follow(page, page.locator('form[action="/login/phone"] button'));
    };
    const typed = async (page, action, code) => {
      await page.locator('input[name="code"]').fill(code);
      await follow(page, page.locator(`form[action="${action}"] button`));
    };

    const page = await openPage(browser, server.address);
    await visit(page, "/login/phone");
    await assertSound(page);
    await asked(page);
    await assertSound(page);
    await assertKind(page);
    const before = (await page.locator("main").innerText()).trim();
    await signIn(page, "resident");
    await visit(page, "/me/security");
    await follow(page, page.locator('a[href="/me/security/phone"]'));
    await assertSound(page);
    await page.locator('input[name="phone"]').fill("12356");
    await follow(page, page.locator('form[action="/me/security/phone"] button'));
    expectRefusal(page, 400);
    await page.locator('input[name="phone"]').fill(PHONE);
    await follow(page, page.locator('form[action="/me/security/phone"] button'));
    const [linking] = await codes(1);
    assert.deepEqual([linking.phone, linking.minutes], ["+8613812345678", 5]);
    assert.ok(linking.text.startsWith("【") && linking.text.includes(linking.code));
    await typed(page, "/me/security/phone/code", linking.code === "000000" ? "000001" : "000000");
    expectRefusal(page, 401);
    await assertSound(page);
    await typed(page, "/me/security/phone/code", linking.code);
    assert.equal(path(page), "/me/security");
    assert.match(await page.locator("main").innerText(), /\*\*\*\*5678/);
    await assertSound(page);
    await assertKind(page);
    await page.context().close();

    const other = await openPage(browser, server.address, { javaScript: false });
    await asked(other);
    assert.equal((await other.locator("main").innerText()).trim(), before, "a known number gets the words of an unknown one");
    assert.ok(!other.url().includes("138"), "no number stands in an address");
    const code = (await codes(2))[1].code;
    await typed(other, "/login/phone/code", code);
    assert.equal(path(other), "/");
    await visit(other, "/me/records");
    assert.equal(path(other), "/me/records");
    await other.context().close();

    const third = await openPage(browser, server.address, { javaScript: false });
    await asked(third);
    await typed(third, "/login/phone/code", code);
    expectRefusal(third, 401);
    assert.equal((await codes(3)).length, 3);
    await third.context().close();
  });
});
