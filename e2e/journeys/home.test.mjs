// The home page: on a phone and on a desk, in both languages, with and without scripts.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, launch, openPage } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";

describe("home page", () => {
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
    for (const language of ["zh-CN", "en"]) {
      it(`is sound on a ${name} in ${language}`, async () => {
        const page = await openPage(browser, server.address, { size, language });
        const response = await page.goto("/");
        assert.equal(response.status(), 200);
        assert.match(await page.locator("html").getAttribute("lang"), new RegExp(`^${language.slice(0, 2)}`));
        await assertSound(page);
        await page.context().close();
      });
    }
  }

  it("says the same without scripts", async () => {
    const page = await openPage(browser, server.address, { javaScript: false });
    const response = await page.goto("/");
    assert.equal(response.status(), 200);
    assert.notEqual((await page.locator("h1").innerText()).trim(), "");
    await page.context().close();
  });
});
