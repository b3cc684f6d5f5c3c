// One plan for one person: opened from a warning, agreed, planned, a safety plan, work, and an end that a second person approves.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, entryOf } from "../lib/desk.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

/** Unfolds the form of a verb, fills it in by name and sends it; resolves on the page that follows. */
async function does(page, verb, fields = {}) {
  const form = page.locator(`form#${verb}`);
  await form.evaluate((it) => it.closest("details")?.setAttribute("open", ""));
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const tag = await field.evaluate((it) => `${it.tagName} ${it.type}`);
    if (tag.startsWith("SELECT")) await field.selectOption(value);
    else if (tag.endsWith("checkbox")) await field.check();
    else await field.fill(value);
  }
  await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
}

/** The file of the person behind a name. */
async function openFile(page, name) {
  await visit(page, "/desk/people");
  await page.fill("#people-q", name);
  await Promise.all([page.waitForNavigation(), page.click("#people button[type=submit]")]);
  await Promise.all([page.waitForNavigation(), page.locator(".xq-task a").first().click()]);
}

describe("one person, one plan", () => {
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

  it("leads from a warning to an end that somebody else approves, on a phone", async () => {
    const { address } = server;
    const page = await openAs(browser, address, "counsellor", { size: WIDTHS.phone });
    await openFile(page, "柳守安");
    await Promise.all([page.waitForNavigation(), page.locator('main a[href^="/desk/warnings/"]').first().click()]);
    await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "开始一人一策" }).click()]);
    await assertSound(page);
    await assertFits(page);
    await does(page, "case", { kind: "general", note: "希望有人一起想办法。" });
    await assertDone(page, /已保存/);
    const address_of_case = new URL(page.url()).pathname;
    assert.match(address_of_case, /^\/desk\/cases\//);
    assert.match(await page.locator("main").innerText(), /下一步还缺什么/);
    await assertSound(page);
    await assertFits(page);

    // a word that is missing: the page says so, and what was written stays
    await does(page, "review", { found: "low", inquiry: "  ", risk_factors: "睡得少" });
    expectRefusal(page, 422);
    assert.equal(await page.locator("form#review [name=risk_factors]").inputValue(), "睡得少");
    await does(page, "review", { inquiry: "问过，没有计划。" });
    await assertDone(page, /已保存/);
    await does(page, "agree", { ground: "person", note: "当面说愿意。" });
    await does(page, "add-problem", { code: "sleep" });
    await does(page, "set-goal", { words: "每周睡好三个晚上", seen_by: "睡眠日记" });
    await does(page, "plan-step", { owner: "person", for_owner: "晚饭后走一走" });
    await does(page, "agree-safety", { people: "姐姐\n老同事", services: "12356" });
    await does(page, "agree-plan", { party: "person" });
    assert.match(await page.locator("h1").innerText(), /待启动/);
    await does(page, "meet", { channel: "phone", reach: "reached" });
    await assertSound(page);
    await assertFits(page);

    // the safety plan alone, for print, without a note of staff
    await visit(page, `${address_of_case}/safety-plan`);
    assert.match(await page.locator("main").innerText(), /老同事/);
    await assertSound(page);

    // the person reads their own plan
    const person = await openAs(browser, address, "resident2", { size: WIDTHS.phone });
    await visit(person, "/me");
    await Promise.all([person.waitForNavigation(), person.getByRole("link", { name: /我的计划/ }).first().click()]);
    const own = await person.locator("main").innerText();
    for (const words of ["每周睡好三个晚上", "晚饭后走一走", "姐姐", "罗知秋"]) assert.ok(own.includes(words), words);
    assert.ok(!own.includes("问过，没有计划"), "notes of staff are not theirs to stumble over");
    await assertKind(person);
    await assertSound(person);
    await assertFits(person);
    assert.deepEqual(person.troubles, []);

    // the end: one proposes, another approves
    await visit(page, address_of_case);
    await does(page, "finish-step");
    await does(page, "end-goal", { how: "reached" });
    await does(page, "end-problem", { how: "resolved" });
    assert.match(await page.locator("h1").innerText(), /待结案/);
    const asked = await entryOf(page, "propose-close", "asked", "段清和");
    await does(page, "propose-close", { outcome: "helped", told: "heard", continues: "老年活动中心", asked, note: "睡得好了。" });
    assert.equal(await page.locator("form#approve-close").count(), 0, "nobody approves their own proposal");

    const other = await openAs(browser, address, "social", { size: WIDTHS.desk });
    await visit(other, "/desk/cases?which=all");
    await assertSound(other);
    await visit(other, "/desk/notices");
    await Promise.all([other.waitForNavigation(), other.getByRole("link", { name: /请您审核结束/ }).first().click()]);
    await assertSound(other);
    await does(other, "approve-close");
    assert.match(await page.locator("main").innerText(), /待结案|老年活动中心/);
    await visit(page, "/desk/cases?which=closed");
    assert.match(await page.locator("main").innerText(), /柳/);
    assert.deepEqual(page.troubles, []);
    assert.deepEqual(other.troubles, []);
  });

  it("shows the trend of scores as a drawing and as a table, and lets nobody in who has no seat", async () => {
    const { address } = server;
    const page = await openAs(browser, address, "counsellor", { size: WIDTHS.desk });
    await visit(page, "/desk/cases?which=all");
    await Promise.all([page.waitForNavigation(), page.locator("main td a", { hasText: "田" }).first().click()]);
    const path = new URL(page.url()).pathname;
    assert.equal(await page.locator("#outcomes svg.xq-chart").count(), 1);
    assert.equal(await page.locator("#outcomes tbody tr").count(), 3);
    await assertSound(page);
    const stranger = await openAs(browser, address, "school", { size: WIDTHS.desk });
    await visit(stranger, path, 404);
    const leader = await openAs(browser, address, "leader", { size: WIDTHS.desk });
    await visit(leader, path, 403);
  });
});
