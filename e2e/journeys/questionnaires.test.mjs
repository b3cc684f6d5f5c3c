// A questionnaire of the operator's own: typed by one person, told what is wrong, seen as residents see it, released by another, chosen in a campaign.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const DRAFT = {
  name_zh: "入学适应问卷", title_zh: "适应新环境", instruction_zh: "最近一个月，下面的情况有多常见？",
  purpose: "开学一个月后看看谁需要帮一把", source: "校心理中心编制说明",
  set1_code: "freq", set1_lines: "0 | 从不\n1 | 有时\n2 | 经常",
  q1_zh: "我想家", q2_zh: "我有朋友可以说话",
  s1_code: "total", s1_zh: "总分",
  b1_code: "steady", b1_zh: "平稳", b1_from: "0", b2_code: "more", b2_zh: "需要多关心", b2_from: "3",
  t1_answers: "0 2", t1_scores: "total=0", t1_bands: "total=steady",
  t2_answers: "2 1", t2_scores: "total=4", t2_bands: "total=more",
};
const CHOSEN = { measures: "stress", whose: "own", s1_method: "sum", s1_higher: "worse", b1_attention: "1", b2_attention: "3" };

const press = (page, selector) => Promise.all([page.waitForNavigation(), page.locator(selector).click()]);

describe("own questionnaires", () => {
  let server;
  let browser;
  let school;
  let address;

  before(async () => {
    server = await startServer();
    browser = await launch();
    school = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("is begun from the screenings, and a wrong code is told while what was typed stays", async () => {
    await visit(school, "/desk/campaigns");
    await press(school, 'main a[href="/desk/questionnaires"]');
    await assertSound(school);
    await visit(school, "/desk/questionnaires/new");
    await assertSound(school);
    const form = school.locator('form[action="/desk/questionnaires"]').first();
    await form.locator('input[name="name"]').fill("入学适应问卷");
    await form.locator('input[name="code"]').fill("Ein Wort");
    await Promise.all([school.waitForNavigation(), form.locator('button[type="submit"]').click()]);
    expectRefusal(school, 422);
    const again = school.locator('form[action="/desk/questionnaires"]').first();
    assert.equal(await again.locator('input[name="name"]').inputValue(), "入学适应问卷");
    await again.locator('input[name="code"]').fill("settling");
    await Promise.all([school.waitForNavigation(), again.locator('button[type="submit"]').click()]);
    address = new URL(school.url()).pathname;
    await assertSound(school);
  });

  it("says what is wrong where it is wrong, and keeps what was typed", async () => {
    for (const [name, text] of Object.entries(DRAFT)) await school.locator(`[name="${name}"]`).fill(text);
    for (const [name, value] of Object.entries(CHOSEN)) await school.locator(`select[name="${name}"]`).selectOption(value);
    await school.locator('input[name="q2_reverse"]').check();
    await press(school, 'button[name="do"][value="hand-in"]');
    expectRefusal(school, 422);
    assert.match(await school.locator("main").innerText(), /total=4|应|总分/);
    assert.equal(await school.locator('[name="t2_scores"]').inputValue(), "total=4");
    await assertSound(school);
    await school.locator('[name="t2_scores"]').fill("total=3");
    await press(school, 'button[name="do"][value="hand-in"]');
    assert.match(await school.locator("main").innerText(), /已提交/);
    await assertSound(school);
  });

  it("shows it as residents see it, on a phone", async () => {
    const phone = await openAs(browser, server.address, "school", { size: WIDTHS.phone });
    await visit(phone, `${address}/preview/1`);
    await assertFits(phone);
    await assertKind(phone);
    assert.match(await phone.locator("main").innerText(), /我想家/);
    await visit(phone, `${address}/try`);
    await assertSound(phone);
    await phone.locator('select[name="a1"]').selectOption("2");
    await phone.locator('select[name="a2"]').selectOption("0");
    await press(phone, 'main form button[type="submit"]');
    assert.match(await phone.locator("main").innerText(), /4\s+需要多关心/);
    await assertSound(phone);
    await visit(phone, address);
    await assertSound(phone);
  });

  it("is released by somebody else only, and then a screening can choose it", async () => {
    assert.equal(await school.locator('form[action$="/steps/release"]').count(), 0);
    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await visit(head, address);
    await assertSound(head);
    await press(head, 'form[action$="/steps/release"] button[type="submit"]');
    await assertSound(head);
    await visit(school, "/desk/questionnaires");
    assert.match(await school.locator("main").innerText(), /已发布/);
    await assertSound(school);
    await visit(school, "/desk/campaigns/new");
    assert.equal(await school.locator('select[name="instrument"] option[value="own-settling"]').count(), 1);
  });
});
