// A dispute: registered on a phone, mediated with an answer about guidance of each party, a danger goes to the duty desk in the very words, settled.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, formsOf, signalsOf, step } from "../lib/desk.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const FEAR = "他在门口说不想活了，手里攥着一瓶药。";

describe("a dispute", () => {
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

  it("runs from registering over guidance and a danger to a settlement that is looked after", async () => {
    const { address } = server;
    const phone = await openAs(browser, address, "mediator", { size: WIDTHS.phone });
    await visit(phone, "/desk/disputes");
    await assertSound(phone);
    await assertFits(phone);
    assert.match(await phone.locator("main").innerText(), /劳动用工/, "the demonstration city has disputes");

    // nothing chosen: the form comes back with what was written
    await visit(phone, "/desk/disputes/new");
    await assertSound(phone);
    await assertFits(phone);
    await step(phone, "dispute", { kind: "neighbours", origin: "appeal" }, "楼上装修到半夜。");
    expectRefusal(phone, 422);
    assert.match(await phone.locator("form#dispute").innerText(), /请至少选一位当事人/);
    assert.equal(await phone.locator("#dispute-note").inputValue(), "楼上装修到半夜。");
    await phone.check('input[name="parties"][value="neighbour"]');
    await phone.check('input[name="parties"][value="other"]');
    await phone.check('input[name="problems"][value="noise"]');
    await step(phone, "dispute");
    await assertDone(phone, /已登记/);
    const dispute = new URL(phone.url()).pathname;
    assert.match(dispute, /^\/desk\/disputes\//);
    await assertSound(phone);
    await assertFits(phone);

    const desk = await openAs(browser, address, "mediator", { size: WIDTHS.desk });
    await visit(desk, dispute);
    await step(desk, "mediate", { guidance1: "accepted", guidance2: "declined" }, "双方都来了。");
    await assertDone(desk, /已记录/);
    await assertSound(desk);
    assert.match(await desk.locator("main").innerText(), /心理疏导接受/);

    // the duty desk reads the very words
    await desk.locator("details:has(form#notice) summary").click();
    await step(desk, "notice", { party: "1", danger: "self_harm" }, FEAR);
    await assertDone(desk, /值班人员已经收到/);
    const duty = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    await visit(duty, "/desk");
    const words = [];
    for (const signal of await signalsOf(duty)) {
      await visit(duty, signal);
      words.push(await duty.locator("main").innerText());
    }
    const told = words.filter((text) => text.includes(FEAR));
    assert.equal(told.length, 1, "one signal with the very words");
    assert.doesNotMatch(told[0], /装修/, "nothing of the dispute");

    await visit(desk, dispute);
    await step(desk, "settle", { settlement: "agreement" }, "晚上八点以后不施工。");
    await assertDone(desk, /已记录/);
    await assertSound(desk);
    assert.match(await desk.locator("main").innerText(), /回访到/);
    assert.deepEqual((await formsOf(desk)).slice(0, 2).includes("mediate"), false, "it is settled");
  });
});
