// A counsellor refers somebody with a preview, the hospital accepts and reports, the counsellor reads; at two widths.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { step } from "../lib/desk.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
const press = (page, value) =>
  Promise.all([page.waitForNavigation(), page.locator(`button[name="go"][value="${value}"]`).click()]);

describe("referrals", () => {
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
    it(`goes with a preview, is accepted, comes back and is read, at the width of a ${name}`, async () => {
      const sender = await openAs(browser, server.address, "counsellor", { size });
      await visit(sender, "/desk/warnings");
      const warning = await sender.locator('main a[href^="/desk/warnings/"]').first().getAttribute("href");
      await visit(sender, warning);
      const refer = await sender.locator('main a[href*="/refer?"]').first().getAttribute("href");
      await visit(sender, refer);
      await assertSound(sender);
      await shot(sender, `referral-choose-${name}`);
      const desk = await sender.locator("main a", { hasText: "民乐县人民医院心理科" }).first().getAttribute("href");
      await visit(sender, desk);
      await assertSound(sender);
      await shot(sender, `referral-form-${name}`);
      // what lacks is said before anything goes
      await sender.locator('[name="f-reason"]').fill("夜里睡不好，想请医生看看。");
      await sender.locator('[name="f-danger"]').fill("目前没有。");
      await sender.locator('[name="f-phone"]').fill("");
      await sender.locator('input[name="ground"]').first().check();
      await press(sender, "preview");
      assert.match(await sender.locator("main").innerText(), /没有这些就没法接着做/);
      assert.equal(await sender.locator('button[value="send"]').count(), 0);
      await press(sender, "edit");
      await sender.locator('[name="f-phone"]').fill("13900000000");
      await sender.locator('[name="f-birth_year"]').fill("1990");
      await sender.locator('input[name="withheld"][value="danger"]').check();
      await press(sender, "preview");
      await assertSound(sender);
      await shot(sender, `referral-preview-${name}`);
      const shown = await sender.locator('section[aria-labelledby="shown"]').innerText();
      assert.match(shown, /夜里睡不好/);
      assert.doesNotMatch(shown, /目前没有/);
      assert.match(await sender.locator('section[aria-labelledby="left"]').innerText(), /本人要求不提供/);
      await press(sender, "send");
      const address = new URL(sender.url()).pathname;
      assert.match(await sender.locator("main").innerText(), /已经记下/);

      const receiver = await openAs(browser, server.address, "hospital", { size });
      await visit(receiver, "/desk/referrals");
      await assertSound(receiver);
      await shot(receiver, `referrals-${name}`);
      await visit(receiver, address);
      const packet = await receiver.locator('section[aria-labelledby="packet"]').innerText();
      assert.match(packet, /夜里睡不好/);
      assert.doesNotMatch(packet, /目前没有/);
      await step(receiver, "accept");
      await step(receiver, "begin");
      await assertSound(receiver);
      await shot(receiver, `referral-begun-${name}`);
      await step(receiver, "report", { choice: "care_ended" }, "已经好多了。");
      assert.equal(await receiver.locator("form#done").count(), 0);

      await visit(sender, address);
      assert.match(await sender.locator("main").innerText(), /服务已结束，转介方继续关注/);
      await assertSound(sender);
      await shot(sender, `referral-reported-${name}`);
      await step(sender, "done");
      await visit(receiver, address);
      assert.match(await receiver.locator("main").innerText(), /内容已经关闭/);
    });
  }

  it("says what is wrong with a desk, and keeps what was typed", async () => {
    const page = await openAs(browser, server.address, "secadmin", { size: WIDTHS.desk });
    await visit(page, "/desk/receivers");
    await assertSound(page);
    await shot(page, "receivers");
    const form = page.locator("form#desk");
    await form.locator('input[name="name"]').fill("某医院（演示）");
    await form.locator('input[name="place"]').fill("nowhere/");
    await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
    expectRefusal(page, 422);
    assert.match(await form.innerText(), /没有这个地区或单位/);
    assert.equal(await form.locator('input[name="name"]').inputValue(), "某医院（演示）");
    await assertSound(page);
  });

  it("shows people who was given what, and takes their consent back", async () => {
    const page = await openAs(browser, server.address, "resident2");
    await visit(page, "/me/referrals");
    await assertSound(page);
    await assertKind(page);
    await shot(page, "own-referrals");
    assert.match(await page.locator("main").innerText(), /民乐县人民医院心理科/);
    await Promise.all([page.waitForNavigation(), page.locator('form[action$="/withdraw"] button').first().click()]);
    assert.match(await page.locator("main").innerText(), /已经收回/);
  });
});
