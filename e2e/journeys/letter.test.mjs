// A letter that says good-bye without the word: handed in, read, red by two officers, a review, and whoever handed it in hears back.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, entryOf, formsOf, step } from "../lib/desk.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const LETTER =
  "我把欠小李的钱都还清了，猫也送人了，大家不用找我，这些年谢谢你们。今晚之后就不再打扰任何人了，药我已经买好了。";

/** Describes somebody and hands the words in. */
async function handIn(page, { source, words, name }) {
  await visit(page, "/desk/report?describe=1");
  await assertSound(page);
  await page.fill("#report-name", name);
  await page.fill("#report-birth_on", "1980-05-06");
  await page.selectOption("#report-source", source);
  await page.fill("#report-words", words);
  await Promise.all([page.waitForNavigation(), page.click("#report button[type=submit]")]);
}

/** Sends the person of a warning's page to the hospital, with the packet shown first; gives the referral's address. */
async function refer(page) {
  await visit(page, await page.locator('main a[href*="/refer?"]').first().getAttribute("href"));
  await assertSound(page);
  await visit(page, await page.locator("main a", { hasText: "民乐县人民医院心理科" }).first().getAttribute("href"));
  const fields = { reason: "几乎整夜睡不着，想请医生看看。", danger: "今晚有人陪着。", phone: "13900000000", birth_year: "1980" };
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="f-${name}"]`).fill(value);
  await page.locator('input[name="ground"]').first().check();
  const press = (go) => Promise.all([page.waitForNavigation(), page.locator(`button[name="go"][value="${go}"]`).click()]);
  await press("preview");
  await assertSound(page);
  assert.match(await page.locator('section[aria-labelledby="shown"]').innerText(), /几乎整夜睡不着/);
  await press("send");
  return new URL(page.url()).pathname;
}

describe("what others notice", () => {
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

  it("leads from a letter of farewell to red by two officers, a review and word to whoever handed it in", async () => {
    const { address } = server;
    const counsellor = await openAs(browser, address, "counsellor", { size: WIDTHS.desk });
    await handIn(counsellor, { source: "letter", words: LETTER, name: "来信人" });
    const signal = new URL(counsellor.url()).pathname;
    assert.match(signal, /^\/desk\/signals\//);
    await assertSound(counsellor);
    const page = await counsellor.locator("main").innerText();
    assert.match(page, /已登记/);
    assert.match(page, /红色/);
    assert.ok((await counsellor.locator(".xq-words mark").count()) >= 2, "the words that speak are marked");
    assert.equal(await counsellor.locator(".xq-words").innerText(), LETTER, "the words are verbatim");

    // the desk sees the source and proposes red; the second officer confirms
    const duty = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    await visit(duty, "/desk");
    assert.match(await duty.locator("#queue").innerText(), /来信/);
    const phone = await openAs(browser, address, "duty2", { size: WIDTHS.phone });
    await visit(phone, signal);
    await assertSound(phone);
    await assertFits(phone);
    await visit(duty, signal);
    await step(duty, "confirm", { level: "red", owner: await entryOf(duty, "confirm", "owner", "邵云汀") }, "读过原话。");
    const warning = new URL(duty.url()).pathname;
    await visit(phone, warning);
    await step(phone, "second", { level: "red", owner: await entryOf(phone, "second", "owner", "邵云汀") }, "同意。");
    for (const [form, choices] of [
      ["acknowledge", {}],
      ["verify", { finding: "needs_support" }],
      ["intervene", { action: "safety_plan" }],
    ]) {
      await step(phone, form, choices, "记录");
    }
    // somebody looks again
    await visit(duty, warning);
    assert.ok((await formsOf(duty)).includes("review"));
    await duty.locator("details:has(form#review) summary").click();
    await step(duty, "review", { reviewing: "better" }, "电话里声音平稳。");
    await assertDone(duty, /已记下复查/);
    await assertSound(duty);

    // a doctor is asked; the hospital takes it over
    await visit(phone, warning);
    const referral = await refer(phone);
    const hospital = await openAs(browser, address, "hospital", { size: WIDTHS.desk });
    await visit(hospital, referral);
    await assertSound(hospital);
    await step(hospital, "accept");
    assert.match(await hospital.locator("main").innerText(), /几乎整夜睡不着/);
    await assertSound(hospital);

    // whoever handed it in hears that somebody takes care, and nothing else
    await visit(counsellor, "/desk/report");
    await assertSound(counsellor);
    const own = await counsellor.locator("section", { hasText: "我登记过的" }).last().innerText();
    assert.match(own, /来信[\s\S]*已接手/);
    assert.doesNotMatch(own, /红|来信人/);

    // everybody hears back, two close it, and so the sender hears
    await visit(phone, warning);
    await step(phone, "feedback-person", { hearing: "heard" }, "当面说过。");
    await step(phone, "feedback-reporter", { hearing: "heard" }, "");
    await step(phone, "close", { outcome: "supported" }, "已由医院接手。");
    await assertDone(phone, /已提请结案/);
    await visit(duty, warning);
    await step(duty, "second-close", {}, "");
    await assertDone(duty, /已结案/);
    await visit(counsellor, "/desk/report");
    const ended = await counsellor.locator("section", { hasText: "我登记过的" }).last().innerText();
    assert.match(ended, /来信[\s\S]*已办完/);
    assert.deepEqual(hospital.troubles, []);
    assert.deepEqual([counsellor.troubles, duty.troubles, phone.troubles], [[], [], []]);
  });

  it("lets nobody stay a description: the person is found, and their attention shows every reason", async () => {
    const { address } = server;
    const duty = await openAs(browser, address, "duty1", { size: WIDTHS.phone });
    await visit(duty, "/desk/report?describe=1");
    await duty.fill("#report-name", "某位居民");
    await duty.check('input[value="plan-with-means"]');
    await Promise.all([duty.waitForNavigation(), duty.click("#report button[type=submit]")]);
    await assertSound(duty);
    const signal = new URL(duty.url()).pathname;
    await duty.fill("#who-search-q", "田晓禾");
    await Promise.all([duty.waitForNavigation(), duty.click("#who-search button[type=submit]")]);
    await assertSound(duty);
    await Promise.all([duty.waitForNavigation(), duty.locator('section[aria-labelledby="who-title"] li button').first().click()]);
    assert.match(await duty.locator("main").innerText(), /已确认是谁/);
    assert.equal(await duty.locator("#who-search").count(), 0);
    await visit(duty, signal);

    await visit(duty, "/desk/people");
    await duty.fill("#people-q", "田晓禾");
    await Promise.all([duty.waitForNavigation(), duty.click("#people button[type=submit]")]);
    await Promise.all([duty.waitForNavigation(), duty.locator(".xq-task a").first().click()]);
    await Promise.all([duty.waitForNavigation(), duty.getByRole("link", { name: "看关注程度" }).click()]);
    await assertSound(duty);
    const page = await duty.locator("main").innerText();
    for (const words of ["有自杀计划并有条件实施", "什么会让它变化", "如果没有新情况"]) assert.ok(page.includes(words), words);
    assert.deepEqual(duty.troubles, []);
  });

  it("says what is wrong and keeps what was written", async () => {
    const duty = await openAs(browser, server.address, "duty1", { size: WIDTHS.phone });
    await visit(duty, "/desk/report?describe=1");
    await duty.fill("#report-name", "某人");
    await duty.fill("#report-number", "123");
    await duty.selectOption("#report-source", "police");
    await duty.fill("#report-words", "只写了一句");
    await Promise.all([duty.waitForNavigation(), duty.click("#report button[type=submit]")]);
    expectRefusal(duty, 422);
    await assertSound(duty);
    assert.equal(await duty.inputValue("#report-words"), "只写了一句");
    assert.match(await duty.locator("main").innerText(), /身份证|号码/);
    assert.deepEqual(duty.troubles, []);
  });
});
