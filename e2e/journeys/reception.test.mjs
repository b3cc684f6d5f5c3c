// A reception of a petitioner: help is offered on a phone, a no leaves nothing, a yes leads to guidance, a danger goes to the duty desk in the very words.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, formsOf, signalsOf, step } from "../lib/desk.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const FEAR = "她说没有答复就从楼上跳下去，人已经走到窗边。";

describe("a reception", () => {
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

  /** Begins a reception and offers guidance; its address. */
  async function offered(page) {
    await visit(page, "/desk/receptions/new");
    await step(page, "reception");
    await assertDone(page, /已开始接待/);
    const reception = new URL(page.url()).pathname;
    await page.check('input[name="choice"][value="guidance"]');
    await step(page, "offer");
    await assertDone(page, /已记录/);
    return reception;
  }

  it("leaves nothing of somebody who declines", async () => {
    const phone = await openAs(browser, server.address, "counsellor", { size: WIDTHS.phone });
    await visit(phone, "/desk/disputes");
    await phone.click('a[href="/desk/receptions"]');
    await assertSound(phone);
    await assertFits(phone);
    assert.match(await phone.locator("main").innerText(), /待本人答复/, "the demonstration city has a reception");
    await visit(phone, "/desk/receptions/new");
    await assertSound(phone);
    await assertFits(phone);
    await step(phone, "reception");
    await assertDone(phone, /已开始接待/);
    await assertSound(phone);
    await assertFits(phone);
    // nothing chosen: the form comes back
    await step(phone, "offer");
    expectRefusal(phone, 422);
    assert.match(await phone.locator("form#offer").innerText(), /至少选一项/);
    await phone.check('input[name="choice"][value="guidance"]');
    await step(phone, "offer");
    await phone.locator("details:has(form#decline) summary").click();
    assert.equal(await phone.locator("form#decline textarea").count(), 0, "no field for why");
    await step(phone, "decline");
    await assertDone(phone, /没有留下来访人是谁/);
    await assertFits(phone);
    assert.match(await phone.locator("main").innerText(), /没有记录是谁/);
    assert.deepEqual(await formsOf(phone), [], "it is over");
  });

  it("guides whoever says yes and keeps words only with a record", async () => {
    const desk = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    await offered(desk);
    await desk.fill('form#reception-search input[name="q"]', "田晓禾");
    await desk.click('form#reception-search button');
    await assertSound(desk);
    await desk.locator("li.xq-task a").first().click();
    // the consent is not ticked: the form comes back with whom it is about
    await step(desk, "accept");
    expectRefusal(desk, 422);
    assert.match(await desk.locator("form#accept").innerText(), /先得到本人的同意/);
    await desk.check('form#accept input[name="agreed"]');
    await step(desk, "accept");
    await assertDone(desk, /已记录/);
    await assertSound(desk);
    assert.equal(await desk.locator("form#guide textarea").count(), 0, "no words without a record");
    await desk.locator("details:has(form#keep-record) summary").click();
    await desk.check('form#keep-record input[name="agreed"]');
    await step(desk, "keep-record");
    await step(desk, "guide", { another: "no" }, "谈了睡眠，愿意再来就来。");
    await assertDone(desk, /已记录/);
    assert.match(await desk.locator("main").innerText(), /谈了睡眠/);
  });

  it("tells the duty desk of a danger in the very words and keeps none of them", async () => {
    const desk = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    const reception = await offered(desk);
    await desk.locator("details:has(form#call-expert) summary").click();
    await step(desk, "call-expert", { danger: "self_harm" }, FEAR);
    await assertDone(desk, /值班人员已经收到/);
    await visit(desk, reception);
    assert.doesNotMatch(await desk.locator("main").innerText(), /窗边/);
    const duty = await openAs(browser, server.address, "duty1", { size: WIDTHS.desk });
    await visit(duty, "/desk");
    let told = 0;
    for (const signal of await signalsOf(duty)) {
      await visit(duty, signal);
      told += (await duty.locator("main").innerText()).includes(FEAR) ? 1 : 0;
    }
    assert.equal(told, 1, "one signal with the very words");
    await desk.locator("details:has(form#expert-came)").evaluate((it) => (it.open = true));
    await step(desk, "expert-came");
    await assertDone(desk, /已记录/);
  });
});
