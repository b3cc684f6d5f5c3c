// Without a mouse: sign in, take a self-test, read the result, decide.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertSound, launch, openPage, visit } from "../lib/browser.mjs";
import { assertFocusSeen, press, tabTo } from "../lib/keyboard.mjs";
import { PASSWORD } from "../lib/people.mjs";
import { CALM, READING, questionOf } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

/** Moves to the answers, picks the one with a value (values count from 0), and goes on. */
async function answerByKeys(page, value) {
  await page.waitForTimeout(READING);
  await tabTo(page, 'input[name="answer"]');
  await page.keyboard.press("Space");
  for (let moved = 0; moved < value; moved += 1) {
    await page.keyboard.press("ArrowDown");
    await assertFocusSeen(page);
  }
  assert.equal(await page.locator('input[name="answer"]:checked').getAttribute("value"), `${value}`);
  await tabTo(page, '.xq-dock button[type="submit"]');
  await press(page, "Enter");
}

describe("keyboard only", () => {
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

  it("signs in, takes a self-test and decides about the result", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/login");
    await tabTo(page, 'input[name="name"]');
    await page.keyboard.type("resident2");
    await tabTo(page, 'input[name="password"]');
    await page.keyboard.type(PASSWORD);
    await press(page, "Enter");
    assert.equal(new URL(page.url()).pathname, "/");

    await tabTo(page, '.xq-tile[href="/self-tests"]');
    await press(page, "Enter");
    await tabTo(page, 'main a[href="/self-tests/phq-9"]');
    await press(page, "Enter");
    for (const [index, value] of CALM.entries()) {
      assert.equal(questionOf(page), index + 1);
      await answerByKeys(page, value);
    }
    assert.equal(new URL(page.url()).pathname, "/result");
    await assertSound(page);

    await tabTo(page, 'input[name="keep"]');
    await page.keyboard.press("Space");
    assert.equal(await page.locator('input[name="keep"]:checked').getAttribute("value"), "mine");
    await tabTo(page, 'form[action="/result/choice"] button');
    await press(page, "Enter");
    assert.match(await page.locator("main").innerText(), /留在“我的自测”里/);
  });

  it("offers the way past the head of the page first", async () => {
    const page = await openPage(browser, server.address);
    for (const path of ["/", "/self-tests", "/login"]) {
      await visit(page, path);
      await page.keyboard.press("Tab");
      await assertFocusSeen(page);
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main", path);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null), `${path}: the next stop is in the text`);
    }
  });
});
