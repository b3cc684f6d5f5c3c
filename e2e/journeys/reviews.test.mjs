// The quarter's review of rights: the head of the department and the security administrator say of each post whether it is still needed.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

/** Opens the review once the program has made its list. */
async function openReview(page) {
  for (let turn = 0; turn < 100; turn += 1) {
    await visit(page, "/desk/access-review");
    if ((await page.locator('input[value="keep"]').count()) > 0) return;
    await page.waitForTimeout(300);
  }
  throw new Error("no list was made");
}

/** The card of a login. */
const card = (page, login) => page.locator("li.card", { has: page.locator("h3", { hasText: login }) }).first();

describe("review of rights", () => {
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
    it(`lists every post with its place, term and last sign-in, at the width of a ${name}`, async () => {
      const page = await openAs(browser, server.address, "secadmin", { size });
      await openReview(page);
      await assertSound(page);
      await shot(page, `review-${name}`);
      const own = card(page, "secadmin");
      assert.equal(await own.locator("input").count(), 0, "nobody decides about the own post");
    });
  }

  it("keeps what was typed when a reason is missing, and ends a post at once", async () => {
    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await openReview(head);
    assert.equal(await card(head, "secadmin").count(), 0, "posts of other places are not listed");
    await card(head, "counsellor").locator('input[value="keep"]').check();
    const gone = card(head, "duty2");
    await gone.locator('input[value="end"]').check();
    await head.locator('main button[type="submit"]').click();
    await head.locator('.alert[role="alert"]').waitFor();
    expectRefusal(head, 422);
    assert.ok(await gone.locator('input[value="end"]').isChecked());
    await assertSound(head);
    await shot(head, "review-wrong");
    const before = await openAs(browser, server.address, "duty2", { size: WIDTHS.desk });
    await visit(before, "/desk");
    await gone.locator('input[type="text"]').fill("换了岗位");
    await head.locator('main button[type="submit"]').click();
    await head.locator('.alert[role="status"]').waitFor();
    assert.equal(await card(head, "duty2").count(), 0, "what is decided is no longer asked for");
    await visit(head, "/desk/access-review?all=1");
    assert.match(await card(head, "duty2").innerText(), /不再需要/);
    await assertSound(head);
    await shot(head, "review-all");
    await before.goto(`${server.address}/desk`);
    assert.ok(!/\/desk$/.test(new URL(before.url()).pathname), "the desk is gone with the next request");
  });
});
