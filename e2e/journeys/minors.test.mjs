// The person in charge approves of who opens records of minors, at two widths; what was approved is used and taken back.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
const line = (page, role) => page.locator("li.card", { hasText: role }).first();

describe("records of minors", () => {
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
    it(`shows who is approved of, at the width of a ${name}`, async () => {
      const page = await openAs(browser, server.address, "head", { size });
      await visit(page, "/desk/minors");
      assert.match(await line(page, "学校心理老师").innerText(), /同意到/);
      await assertSound(page);
      await shot(page, `minors-${name}`);
    });
  }

  it("says which days there are, and keeps what holds, when the day is too far", async () => {
    const page = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await visit(page, "/desk/minors");
    const form = line(page, "学校心理老师");
    // a browser that does not know the limits sends what was typed
    await form.locator("form").evaluate((found) => found.setAttribute("novalidate", ""));
    await form.locator('input[name="until"]').fill("2099-01-01");
    await form.locator('button[value="approve"]').click();
    await page.locator('.alert[role="alert"]').waitFor();
    expectRefusal(page, 422);
    assert.match(await page.locator('.alert[role="alert"]').innerText(), /请选今天到\d{4}年/);
    assert.match(await line(page, "学校心理老师").innerText(), /同意到/);
    await assertSound(page);
    await shot(page, "minors-wrong");
  });

  it("takes an approval back, after which the school counsellor no longer opens who a pupil is", async () => {
    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    const school = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(school, "/desk/warnings");
    const open = school.locator('main a[href^="/desk/warnings/"]').first();
    const address = await open.getAttribute("href");
    await visit(school, address);
    const identify = school.locator(`form[action="${address}/identity"]`);
    assert.equal(await identify.count(), 1);
    await visit(head, "/desk/minors");
    await line(head, "学校心理老师").locator('button[value="back"]').click();
    await head.locator('.alert[role="status"]').waitFor();
    assert.match(await line(head, "学校心理老师").innerText(), /没有同意/);
    await visit(school, address);
    assert.equal(await identify.count(), 0);
    const ask = school.locator("main a", { hasText: "申请查看未成年人信息" });
    assert.equal(await ask.count(), 1);
    await shot(school, "warning-without-approval");
    await assertSound(school);
    await ask.click();
    await school.locator('textarea[name="note"]').fill("两次谈话，要核对上次的作答");
    await assertSound(school);
    await shot(school, "minors-ask");
    await school.locator('main button[type="submit"]').click();
    await school.waitForURL(/\/desk\/notices/);
  });

  it("is found by the person in charge in the navigation and by nobody else", async () => {
    const page = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    assert.equal(await page.locator('a[href="/desk/minors"]').count(), 0);
    const answer = await page.goto("/desk/minors");
    assert.equal(answer.status(), 403);
  });
});
