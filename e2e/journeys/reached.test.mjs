// Where notices reach somebody who works here: an address is entered, confirmed with the code that was sent to it, tried, paused, removed.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertSound, expectRefusal, launch, visit, WIDTHS } from "../lib/browser.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const WAYS = "/desk/notices/ways";
const ADDRESS = "wen@desk.example";

const path = (page) => new URL(page.url()).pathname;

describe("where notices reach me", () => {
  let folder;
  let server;
  let browser;

  const letters = () => {
    const file = join(folder, "mails.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
    return lines.map((line) => JSON.parse(line)).filter((letter) => letter.to === ADDRESS);
  };

  /** Presses a button of the form that does something with the e-mail address. */
  const press = (page, what) =>
    Promise.all([page.waitForNavigation(), page.locator(`form[action="${WAYS}/email"]:has(input[value="${what}"]) button`).click()]);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "xinqiao-reached-"));
    const file = join(folder, "notices.toml");
    const text = `service = "工作平台"\nlink = "https://xq.example/desk"\n[email]\ncourier = "file"\nfile = "${join(folder, "mails.jsonl")}"\n`;
    writeFileSync(file, text, { mode: 0o600 });
    server = await startServer({ more: ["--notices", file] });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  for (const [width, size] of Object.entries(WIDTHS)) {
    it(`an address is confirmed, tried, paused and removed (${width}, without scripts on the desk)`, async () => {
      const page = await openAs(browser, server.address, "head", { size, javaScript: width === "phone" });
      await visit(page, "/desk/notices");
      await Promise.all([page.waitForNavigation(), page.locator(`a[href="${WAYS}"]`).click()]);
      if (width === "phone") await assertSound(page);
      const typed = page.locator(`form[action="${WAYS}/email"] input[name="email"]`);
      // what the browser itself takes for an address, and no mail server reaches
      await typed.fill("wen@desk");
      await press(page, "ask");
      expectRefusal(page, 400);
      assert.match(await page.locator("main").innerText(), /例如 he@city\.example/);
      assert.equal(await typed.inputValue(), "wen@desk", "what was typed is still there");
      const known = letters().length;
      await typed.fill(ADDRESS);
      await press(page, "ask");
      const sent = letters();
      assert.equal(sent.length, known + 1);
      const code = sent.at(-1).text.match(/\d{6}/)[0];
      if (width === "phone") await assertSound(page);
      await page.locator('input[name="code"]').fill(code === "000000" ? "000001" : "000000");
      await press(page, "confirm");
      expectRefusal(page, 400);
      await page.locator('input[name="code"]').fill(code);
      await press(page, "confirm");
      assert.equal(path(page), WAYS);
      assert.match(await page.locator("main").innerText(), new RegExp(ADDRESS));
      assert.ok(!page.url().includes("wen"), "no address stands in an address");
      if (width === "phone") {
        await press(page, "try");
        assert.match(letters().at(-1).text, /有一条新消息/);
        await assertSound(page);
      }
      await press(page, "off");
      assert.match(await page.locator("main").innerText(), /已暂停/);
      await press(page, "on");
      await press(page, "forget");
      assert.ok(!(await page.locator("main").innerText()).includes(ADDRESS));
      await page.context().close();
    });
  }

  it("residents have no such page, and the administrator of the system sees what did not arrive", async () => {
    const resident = await openAs(browser, server.address, "resident");
    await visit(resident, WAYS);
    assert.equal(path(resident), "/me");
    await resident.context().close();
    const admin = await openAs(browser, server.address, "sysadmin", { size: WIDTHS.desk });
    await visit(admin, "/desk/jobs/undelivered");
    await assertSound(admin);
    assert.match(await admin.locator("main").innerText(), /没有送到的提醒/);
    await admin.context().close();
  });
});
