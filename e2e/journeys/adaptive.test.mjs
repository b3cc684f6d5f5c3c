// A self-test whose questions follow the answers, with the project's own test pack: chosen on a phone, led to a result, or answered whole.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WIDTHS, assertSound, launch, openPage, visit } from "../lib/browser.mjs";
import { assertKind } from "../lib/people.mjs";
import { answer } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const PACKS = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "crates", "testkit", "packs");
const isQuestion = (page) => /\/questions\/\d+$/.test(new URL(page.url()).pathname);
const begin = (page, form) => Promise.all([page.waitForNavigation(), page.locator(`form:has(input[name="form"][value="${form}"]) button`).click()]);

describe("an adaptive self-test", () => {
  let server;
  let browser;

  before(async () => {
    server = await startServer({ more: ["--packs", PACKS] });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [name, size] of Object.entries(WIDTHS)) {
    it(`asks few questions, each after the one before, and ends in a result (${name})`, async () => {
      const page = await openPage(browser, server.address, { size });
      await visit(page, "/self-tests/nobody-10");
      await assertSound(page);
      await assertKind(page);
      await begin(page, "adaptive");
      let asked = 0;
      while (isQuestion(page)) {
        if (asked === 0) await assertSound(page);
        await answer(page, 1);
        asked += 1;
        assert.ok(asked <= 6, "at most six questions");
      }
      // a question about a life was among them: somebody is with the person before the result
      assert.match(page.url(), /\/with-you$/);
      await visit(page, "/result");
      await assertSound(page);
      await assertKind(page);
    });
  }

  it("can be answered whole instead", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/self-tests/nobody-10");
    await begin(page, "fixed");
    assert.match(await page.locator("main").innerText(), /11题/);
    await assertSound(page);
  });
});
