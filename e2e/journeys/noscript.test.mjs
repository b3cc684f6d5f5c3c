// With JavaScript off: everything that matters works by plain forms.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertNoSidewaysScroll, assertOneHeading, launch, openPage, visit } from "../lib/browser.mjs";
import { assertDone, entryOf, formsOf, step } from "../lib/desk.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { HARD_TIME, answerAll, decide } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const OFF = { javaScript: false };

/** Controls that only a script could answer are not there. */
async function assertNoDeadControls(page) {
  const dead = await page.locator('button[type="button"]:visible').allInnerTexts();
  assert.deepEqual(dead, [], page.url());
}

/** Sound as far as it can be told without scripts in the page. */
async function assertPlain(page) {
  await assertOneHeading(page);
  await assertNoSidewaysScroll(page);
  await assertNoDeadControls(page);
}

describe("without scripts", () => {
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

  it("a visitor takes a self-test and reads the result", async () => {
    const page = await openPage(browser, server.address, OFF);
    await visit(page, "/");
    await assertPlain(page);
    await answerAll(page, "phq-9", HARD_TIME, assertPlain);
    assert.equal(new URL(page.url()).pathname, "/with-you");
    await assertPlain(page);
    await visit(page, "/result");
    await assertPlain(page);
    await assertKind(page);
    assert.equal(await page.locator('input[name="keep"]').count(), 0, "who is not signed in has nothing to decide");
  });

  it("a resident signs in, keeps a result and asks to be contacted", async () => {
    const page = await openAs(browser, server.address, "resident2", OFF);
    assert.equal(new URL(page.url()).pathname, "/");
    await answerAll(page, "phq-9", HARD_TIME);
    await visit(page, "/result");
    await decide(page, "mine");
    await assertPlain(page);
    assert.match(await page.locator("main").innerText(), /留在“我的自测”里/);
    await visit(page, "/contact");
    await assertPlain(page);
    await page.locator('input[name="time"][value="evening"]').check({ force: true });
    await Promise.all([page.waitForNavigation(), page.locator('main button[type="submit"]').click()]);
    assert.match(await page.locator("h1").innerText(), /记下了/);
    await assertPlain(page);
  });

  it("an officer confirms a signal and takes it on", async () => {
    const page = await openAs(browser, server.address, "duty1", { ...OFF, size: WIDTHS.desk });
    await assertPlain(page);
    const yellow = page.locator('#queue li:has(.xq-level-yellow) a[href^="/desk/signals/"]').first();
    await Promise.all([page.waitForNavigation(), yellow.click()]);
    await assertPlain(page);
    await step(page, "confirm", { level: "yellow", owner: await entryOf(page, "confirm", "owner", "郭远舟") }, "看过依据。");
    await assertDone(page, /已确认/);
    await assertPlain(page);
    await step(page, "acknowledge");
    await assertDone(page, /已接手/);
    assert.ok((await formsOf(page)).includes("verify"));
  });
});
