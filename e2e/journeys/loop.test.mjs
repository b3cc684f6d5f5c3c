// The whole loop: a person asks to be contacted, two officers confirm, one goes through every step, the person sees who was there.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, entryOf, formsOf, newSignals, signalsOf, step } from "../lib/desk.mjs";
import { assertKind, openAs, wordsOf } from "../lib/people.mjs";
import { HARD_TIME, answerAll, decide, questionOf } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

/** A resident's page: sound, and without labels. */
async function assertGood(page) {
  await assertSound(page);
  await assertKind(page);
}

/** The person answers, is not left alone with the answers, and asks to be contacted. */
async function askForContact(person) {
  await assertGood(person);
  await answerAll(person, "phq-9", HARD_TIME, async (page) => {
    await assertKind(page);
    await (questionOf(page) === 9 ? assertSound(page) : assertFits(page));
  });
  assert.equal(new URL(person.url()).pathname, "/with-you");
  assert.match(await person.locator("main").innerText(), /不用一个人扛/);
  assert.equal(await person.locator('main a[href="tel:12356"]').count(), 1);
  await assertGood(person);

  await person.locator('main a[href="/result"]').click();
  await person.waitForURL("**/result");
  await assertGood(person);
  assert.equal(await person.locator('input[name="keep"]:checked').count(), 0, "nothing is chosen for the person");
  const sharing = person.locator(".xq-option", { hasText: "留着，并请人联系我" });
  assert.equal(await sharing.locator("input").getAttribute("value"), "contact");
  await decide(person, "contact");
  assert.equal(await person.locator('input[name="keep"]').count(), 0);
  assert.match(await person.locator("main").innerText(), /会联系您/);
  await assertGood(person);
}

/** The first officer sees the signal come, confirms it as red, and cannot be the second person too. */
async function confirm(officer, signal, phone) {
  await visit(officer, signal);
  await assertSound(officer);
  assert.match(await officer.locator("main").innerText(), /第9题/);
  await visit(phone, signal);
  await assertSound(phone);
  await step(officer, "confirm", { level: "red", owner: await entryOf(officer, "confirm", "owner", "邵云汀") }, "看过依据。");
  const warning = new URL(officer.url()).pathname;
  assert.match(warning, /^\/desk\/warnings\//);
  await assertSound(officer);
  assert.ok(!(await formsOf(officer)).includes("second"));
  assert.match(await officer.locator("main").innerText(), /您不能自己复核自己/);
  // nor by posting the form that is not offered
  const forged = await officer.request.post(`${warning}/second`, { form: { level: "red" } });
  assert.equal(forged.status(), 409);
  await visit(officer, warning);
  assert.match(await officer.locator('.xq-plan [aria-current="step"]').innerText(), /待第二人复核/);
  return warning;
}

/** The second officer confirms too and goes through every step up to the proposal to close. */
async function goThrough(officer, warning, phone) {
  await visit(officer, warning);
  await assertSound(officer);
  const steps = [
    ["second", { level: "red", owner: await entryOf(officer, "second", "owner", "邵云汀") }, "独立看过依据，同意。", /复核完成/],
    ["acknowledge", {}, "", /已接手/],
    ["verify", { finding: "needs_support" }, "已与本人通话，家人在身边。", /已记下/],
    ["intervene", { action: "safety_plan" }, "一起写下安全计划。", /已记下支持/],
    ["feedback-person", { hearing: "heard" }, "", /已记下反馈/],
    ["close", { outcome: "supported" }, "两次回访平稳。", /已提请结案/],
  ];
  for (const [form, choices, note, done] of steps) {
    await visit(phone, warning);
    await (form === "second" ? assertSound(phone) : assertFits(phone));
    await step(officer, form, choices, note);
    await assertDone(officer, done);
    await assertSound(officer);
  }
  assert.ok(!(await formsOf(officer)).includes("second-close"), "who proposed to close cannot be the second person");
}

/** The person finds who looked, that somebody took over, and no word about levels. */
async function readWhoLooked(person) {
  await visit(person, "/me");
  await assertGood(person);
  const messages = await person.locator("main").innerText();
  for (const words of ["已有人接手，会联系您", "有人记下了给您的回复"]) {
    assert.ok(messages.includes(words), `my page does not say ${words}`);
  }
  await person.locator('main a[href="/me/who-looked"]').click();
  await person.waitForURL("**/me/who-looked");
  await assertGood(person);
  const story = await person.locator("main").innerText();
  for (const words of ["郭远舟", "邵云汀", "值班人员", "决定请人联系您", "一起确认请人联系您", "接手跟进", "把结果告诉您", "一起确认结束跟进"]) {
    assert.ok(story.includes(words), `who looked does not say ${words}`);
  }
}

describe("the loop", () => {
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

  it("leads from a person's wish to two officers and back to the person", async () => {
    const { address } = server;
    const officer = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    await assertSound(officer);
    const known = await signalsOf(officer);
    await officer.evaluate(() => document.body.setAttribute("data-same-page", ""));

    const person = await openAs(browser, address, "resident");
    await askForContact(person);

    const [signal] = await newSignals(officer, known);
    assert.equal(await officer.locator("body[data-same-page]").count(), 1, "the queue was renewed without loading the page again");
    const row = officer.locator("#queue li", { has: officer.locator(`a[href="${signal}"]`) });
    assert.match(await row.innerText(), /红色\s*田\*\*/);
    await assertSound(officer);

    const second = await openAs(browser, address, "duty2", { size: WIDTHS.desk });
    const phone = await openAs(browser, address, "duty2");
    await assertSound(phone);
    const warning = await confirm(officer, signal, phone);
    await goThrough(second, warning, phone);

    await visit(officer, warning);
    await step(officer, "second-close", {}, "");
    await assertDone(officer, /已结案/);
    await assertSound(officer);
    await visit(phone, warning);
    await assertSound(phone);
    assert.match(await phone.locator("main").innerText(), /邵云汀提请，郭远舟确认/);

    await readWhoLooked(person);
  });

  it("keeps what an officer wrote when a colleague was faster", async () => {
    const { address } = server;
    const first = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    const other = await openAs(browser, address, "duty2", { size: WIDTHS.desk });
    const yellow = first.locator('#queue li:has(.xq-level-yellow) a[href^="/desk/signals/"]').last();
    const signal = await yellow.getAttribute("href");
    await visit(first, signal);
    await visit(other, signal);
    await step(other, "confirm", { level: "yellow" });
    await assertDone(other, /已确认/);
    await step(first, "dismiss", {}, "刚和本人通过电话。");
    expectRefusal(first, 409);
    assert.match(await first.locator("main").innerText(), /已并入一条预警|已有人处理/);
    assert.ok((await wordsOf(first)).includes("刚和本人通过电话。"), "what was written is gone");
    await assertSound(first);
  });
});
