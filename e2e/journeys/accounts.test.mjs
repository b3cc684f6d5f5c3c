// The security administrator makes an account, gives and ends a role, locks and unlocks; its holder chooses a password of their own.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { fillSignIn, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

/** Opens the account of a login by the form. */
async function find(page, login) {
  await visit(page, "/desk/accounts");
  await page.locator('#find input[name="login"]').fill(login);
  await page.locator('#find button[type="submit"]').click();
}

describe("accounts", () => {
  let server;
  let browser;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [name, size] of Object.entries(WIDTHS)) {
    it(`shows who has which post, at the width of a ${name}`, async () => {
      const page = await openAs(browser, server.address, "secadmin", { size });
      await visit(page, "/desk/accounts");
      assert.match(await page.locator("main").innerText(), /心理咨询师/);
      await assertSound(page);
      await shot(page, `accounts-${name}`);
      await find(page, "counsellor");
      await page.waitForURL(/\/desk\/accounts\/[0-9a-f-]{36}/);
      await assertSound(page);
      await shot(page, `account-${name}`);
    });
  }

  it("makes an account whose holder chooses a password before anything opens, and locks it", async () => {
    const admin = await openAs(browser, server.address, "secadmin", { size: WIDTHS.desk });
    await visit(admin, "/desk/accounts");
    const form = admin.locator("#add");
    await form.locator('input[name="login"]').fill("newcomer");
    await form.locator('input[name="name"]').fill("吴越");
    await form.locator('select[name="role"]').selectOption("community_worker");
    await form.locator('input[name="at"]').fill("999999");
    await form.locator('button[type="submit"]').click();
    await admin.locator("#add .invalid-feedback").first().waitFor();
    expectRefusal(admin, 422);
    assert.equal(await form.locator('input[name="name"]').inputValue(), "吴越");
    await shot(admin, "accounts-wrong");
    await form.locator('input[name="at"]').fill("620702");
    await form.locator('button[type="submit"]').click();
    const password = await admin.locator(".xq-secret").innerText();
    await shot(admin, "account-once");

    const page = await openPage(browser, server.address);
    await visit(page, "/login");
    await page.locator('input[name="name"]').fill("newcomer");
    await page.locator('input[name="password"]').fill(password);
    await page.locator('form[action="/login"] button[type="submit"]').click();
    await page.waitForURL(/\/me\/security/);
    await page.locator('input[name="old"]').fill(password);
    await page.locator('input[name="new"]').fill("a horse of 9 colours");
    await page.locator('form[action="/me/security/password"] button[type="submit"]').click();
    await page.waitForURL(/said=password/);

    await find(admin, "newcomer");
    await admin.locator("#lock button").click();
    await admin.locator('.alert[role="status"]').waitFor();
    await visit(page, "/me/security");
    assert.match(page.url(), /\/login/);
    await fillSignIn(page, "newcomer", "a horse of 9 colours");
    await page.locator(".alert").waitFor();
    expectRefusal(page, 401);
  });

  it("says why the own account is managed by somebody else, and is closed to all others", async () => {
    const admin = await openAs(browser, server.address, "secadmin", { size: WIDTHS.desk });
    await find(admin, "secadmin");
    await admin.locator("#lock button").click();
    await admin.locator('.alert[role="alert"]').waitFor();
    expectRefusal(admin, 409);
    assert.match(await admin.locator('.alert[role="alert"]').innerText(), /由别人管理/);
    const page = await openAs(browser, server.address, "sysadmin", { size: WIDTHS.desk });
    assert.equal((await page.goto("/desk/accounts")).status(), 403);
  });
});
