// A review of something missed: recorded on a phone, wrong input comes back, closed by two persons, a proposal to those who keep the rules.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, step } from "../lib/desk.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const HEARD = "县医院急诊来电，之前没有任何线索。";

describe("a review of something missed", () => {
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

  it("is recorded by one, proposed to be closed, and closed by another one", async () => {
    const { address } = server;
    const phone = await openAs(browser, address, "duty1", { size: WIDTHS.phone });
    await visit(phone, "/desk/aggregates");
    await phone.locator('a[href="/desk/quality/missed"]').first().click();
    await assertSound(phone);
    await assertFits(phone);
    await visit(phone, "/desk/quality/missed/new");
    await assertSound(phone);
    await assertFits(phone);

    // blanks for words: the form comes back with what was chosen
    await step(phone, "missed", { event: "admission" }, "  ");
    expectRefusal(phone, 422);
    assert.match(await phone.locator("form#missed").innerText(), /请写几句说明/);
    await step(phone, "missed", { event: "admission" }, HEARD);
    await assertDone(phone, /已记录/);
    await phone.locator("td a", { hasText: "急诊或住院" }).first().click();
    const review = new URL(phone.url()).pathname;
    assert.match(review, /^\/desk\/quality\/missed\//);
    await assertSound(phone);
    await assertFits(phone);
    assert.doesNotMatch(await phone.locator("main").innerText(), /郭远舟/, "no officer is named");

    await phone.check('input[name="finding"][value="not-passed-on"]');
    await step(phone, "close", { mark: "source/hospital/" }, "请医院把急诊情况转来。");
    await assertDone(phone, /已记录/);
    assert.match(await phone.locator("main").innerText(), /等第二人看/);

    const second = await openAs(browser, address, "duty-city", { size: WIDTHS.desk });
    await visit(second, review);
    await assertSound(second);
    await step(second, "agree");
    await assertDone(second, /已记录/);
    assert.match(await second.locator("main").innerText(), /已结束/);
    await visit(second, "/desk/quality/areas");
    await assertSound(second);
    await visit(second, "/desk/quality/model");
    await assertSound(second);
    await visit(second, "/desk/quality/missed/advice");
    await assertSound(second);
  });
});
