// A person asks to have everything deleted: the person in charge sees what goes and what stays, ticks the box, and nobody finds the person any more.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { fillSignIn, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

/** Looks a name up; what the page says. */
async function search(page, name) {
  await visit(page, "/desk/people");
  await page.locator('main input[name="q"]').fill(name);
  await page.locator('main button[type="submit"]').click();
  await page.waitForLoadState();
  return page.locator("main").innerText();
}

describe("erasing a person", () => {
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

  it("goes in two steps, ends the account, and leaves nobody to be found", async () => {
    const person = await openAs(browser, server.address, "resident");
    await visit(person, "/me/privacy/ask/delete");
    await person.locator('input[name="target"][value="everything"]').check();
    await person.locator('main button[type="submit"]').click();
    await person.waitForURL("**/me/privacy?done=asked**");
    const asked = await person.locator("section[aria-labelledby=requests]").innerText();
    const number = asked.match(/D\d{8}-\d{4}/)[0];

    const counsellor = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    assert.match(await search(counsellor, "田晓禾"), /田\*\*/);

    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await visit(head, "/desk/data-requests");
    await head.locator("main a", { hasText: number }).click();
    await head.waitForURL("**/desk/data-requests/*");
    await head.locator('input[name="state"][value="fulfilled"]').check();
    await head.locator('main button[type="submit"]').click();
    await head.waitForURL("**/erase");
    await assertSound(head);
    await shot(head, "erase-desk");
    const phone = await openAs(browser, server.address, "head", { size: WIDTHS.phone });
    await visit(phone, new URL(head.url()).pathname);
    await assertSound(phone);
    await shot(phone, "erase-phone");
    // without the box ticked nothing happens
    const form = head.locator("main form").last();
    await form.evaluate((found) => found.setAttribute("novalidate", ""));
    await form.locator('button[type="submit"]').click();
    await head.locator(".invalid-feedback, [role=alert]").first().waitFor();
    expectRefusal(head, 422);
    await visit(person, "/me");
    await form.locator('input[type="checkbox"]').check();
    await form.locator('button[type="submit"]').click();
    await head.waitForURL((address) => !address.pathname.endsWith("/erase"));
    await shot(head, "erased");
    await assertSound(head);

    // the session of the person is over, and the login opens nothing
    await person.goto(`${server.address}/me/privacy`);
    assert.match(new URL(person.url()).pathname, /\/login/);
    const again = await openPage(browser, server.address);
    await visit(again, "/login");
    await fillSignIn(again, "resident");
    await again.locator("main .alert").first().waitFor();
    expectRefusal(again, 401);
    assert.equal(new URL(again.url()).pathname, "/login");
    assert.doesNotMatch(await search(counsellor, "田晓禾"), /田\*\*/);
    for (const page of [person, counsellor, head, phone, again]) await page.context().close();
  });
});
