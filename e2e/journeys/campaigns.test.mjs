// A school's counsellor plans a screening and hands a file of answers in.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { checkFile, classFile, countsOf, openCampaign } from "../lib/campaign.mjs";
import { assertDone } from "../lib/desk.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const ROWS = 36;

describe("screening", () => {
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

  it("checks a file first, writes it when asked to, and counts nothing twice", async () => {
    const page = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    const phone = await openAs(browser, server.address, "school");
    await visit(page, "/desk/campaigns");
    await assertSound(page);
    await openCampaign(page);
    await assertSound(page);
    const campaign = new URL(page.url()).pathname;
    await checkFile(page, "class.csv", classFile({ rows: ROWS }));
    // two rows carry the same number, and three have other faults
    assert.deepEqual(await countsOf(page), [ROWS - 1, 0, 0, 5]);
    assert.match(await page.locator("main").innerText(), /Q4[\s\S]*没有编号/);
    await assertSound(page);
    await visit(phone, new URL(page.url()).pathname);
    await assertSound(phone);

    const [download] = await Promise.all([page.waitForEvent("download"), page.locator('.actions a[href$="/copy"]').click()]);
    const copy = await readFile(await download.path(), "utf8");
    assert.ok(copy.includes("20262001") && copy.includes("选项值不对"), "the copy marks its faults");

    await Promise.all([page.waitForNavigation(), page.locator('.actions button[type="submit"]').click()]);
    await page.locator("h1", { hasText: "导入完成" }).waitFor();
    await assertSound(page);

    await visit(page, campaign);
    await checkFile(page, "class.csv", classFile({ rows: ROWS }));
    assert.deepEqual(await countsOf(page), [0, 0, ROWS - 1, 5]);
  });

  it("says what is wrong with a form of a file and keeps what was typed", async () => {
    const page = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await openCampaign(page);
    await visit(page, `${new URL(page.url()).pathname}/import`);
    await assertSound(page);
    const form = page.locator("form#import");
    await form.locator('input[name="file"]').setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(classFile()) });
    await form.locator('input[name="id_column"]').fill("编号");
    await form.locator('input[name="item_prefix"]').fill("Q");
    await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
    expectRefusal(page, 422);
    assert.match(await form.innerText(), /文件里没有这一列[\s\S]*学号/);
    assert.equal(await form.locator('input[name="id_column"]').inputValue(), "编号");
    assert.equal(await form.locator('input[name="item_prefix"]').inputValue(), "Q");
    await assertSound(page);
  });

  it("lets a counsellor plan a screening", async () => {
    const page = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    await visit(page, "/desk/campaigns/new");
    await assertSound(page);
    const form = page.locator("form#campaign");
    const today = new Date().toISOString().slice(0, 10);
    await form.locator('input[name="title"]').fill("秋季关怀调查");
    await form.locator('select[name="place"]').selectOption({ index: 1 });
    await form.locator('select[name="instrument"]').selectOption("phq-9");
    await form.locator('input[name="opens_on"]').fill(today);
    await form.locator('input[name="closes_on"]').fill("2020-01-01");
    await form.locator('textarea[name="consent"]').fill("自愿参加，可以不填，也可以中途停下。");
    await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
    expectRefusal(page, 422);
    assert.match(await form.innerText(), /结束日期不能早于开始日期/);
    assert.equal(await form.locator('input[name="title"]').inputValue(), "秋季关怀调查");
    await form.locator('input[name="closes_on"]').fill("2099-12-31");
    await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
    await assertDone(page, /建好了/);
    assert.match(await page.locator("h1").innerText(), /秋季关怀调查/);
    await assertSound(page);
  });

  it("shows a village doctor no screening", async () => {
    const page = await openAs(browser, server.address, "doctor", { size: WIDTHS.desk });
    await visit(page, "/desk/campaigns", 403);
    await assertFits(page);
  });
});
