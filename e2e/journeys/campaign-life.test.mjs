// A screening from plan to close: a second person signs off, pupils answer part after part, a teacher sees what is open and no more.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone } from "../lib/desk.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { READING } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const TITLE = "冬季两步关怀调查";

/** A day so many days from now, as the form takes it. */
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const send = (page, form) => Promise.all([page.waitForNavigation(), page.locator(`form#${form} button[type="submit"]`).click()]);

/** Opens a folded form. */
async function unfold(page, form) {
  const details = page.locator("details", { has: page.locator(`form#${form}`) });
  if (!(await details.evaluate((it) => it.open))) await details.locator("summary").click();
}

describe("the life of a screening", () => {
  let server;
  let browser;
  let campaign;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("is planned with two instruments and asks nobody before a second person has signed", async () => {
    const school = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(school, "/desk/campaigns/new");
    await assertSound(school);
    const form = school.locator("form#campaign");
    await form.locator('input[name="title"]').fill(TITLE);
    const places = form.locator('select[name="place"] option');
    if ((await places.count()) > 1) await form.locator('select[name="place"]').selectOption({ index: 1 });
    await form.locator('select[name="instrument"]').selectOption("phq-2");
    await form.locator('select[name="second"]').selectOption("phq-2");
    await form.locator('input[name="second_from"]').fill("3");
    await form.locator('input[name="opens_on"]').fill(day(-1));
    await form.locator('input[name="closes_on"]').fill(day(10));
    await form.locator('textarea[name="consent"]').fill("自愿参加，随时可以停。");
    await send(school, "campaign");
    expectRefusal(school, 422);
    assert.match(await school.locator("main").innerText(), /同一份量表写了两次/);
    await form.locator('select[name="second"]').selectOption("phq-9");
    await send(school, "campaign");
    await assertDone(school, /建好了/);
    campaign = new URL(school.url()).pathname;
    assert.match(await school.locator("h1").innerText(), /等待审签/);
    await assertSound(school);

    const pupil = await openAs(browser, server.address, "pupil");
    assert.ok(!(await pupil.locator("main").innerText()).includes(TITLE), "nobody is asked yet");

    await visit(school, `${campaign}/manage`);
    await assertSound(school);
    assert.equal(await school.locator("form#sign_off").count(), 0, "who planned it does not sign it");
    await unfold(school, "enrol");
    await send(school, "enrol");
    assert.match(await school.locator('[role="status"]').innerText(), /邀请了\d+人/);

    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await visit(head, "/desk/notices");
    assert.match(await head.locator("main").innerText(), /等您审签/);
    await assertSound(head);
    await Promise.all([head.waitForNavigation(), head.locator(`main a[href="${campaign}/manage"]`).first().click()]);
    await assertSound(head);
    await unfold(head, "send_back");
    await head.locator('form#send_back textarea[name="reason"]').fill("  ");
    await send(head, "send_back");
    expectRefusal(head, 422);
    assert.match(await head.locator("main").innerText(), /请写明原因/);
    await head.locator('form#send_back textarea[name="reason"]').fill("请补上心理老师的电话");
    await send(head, "send_back");
    await visit(school, `${campaign}/manage`);
    assert.match(await school.locator("main").innerText(), /请补上心理老师的电话/);
    await unfold(school, "hand_in");
    await send(school, "hand_in");
    await visit(head, `${campaign}/manage`);
    await unfold(head, "sign_off");
    await send(head, "sign_off");
    assert.match(await head.locator("h1").innerText(), /进行中/);
  });

  it("asks the second instrument of whom the first one asks it, on a phone", async () => {
    const pupil = await openAs(browser, server.address, "pupil");
    assert.ok((await pupil.locator("main").innerText()).includes(TITLE));
    await visit(pupil, campaign.replace("/desk", ""));
    await assertKind(pupil);
    await pupil.locator('form[action$="/join"] button').click();
    await pupil.waitForURL("**/questions/1");
    const choose = async () => {
      await pupil.waitForTimeout(READING);
      const before = pupil.url();
      await pupil.locator('.xq-option:has(input[name="answer"][value="2"])').click();
      await pupil.locator('.xq-dock button[type="submit"]').click();
      await pupil.waitForFunction((was) => location.href !== was, before);
    };
    await choose();
    await choose();
    await pupil.waitForURL("**/questions/1");
    await pupil.locator("#question-part", { hasText: /共(9|10)题/ }).waitFor();
    assert.match(await pupil.locator("#question-part").innerText(), /共(9|10)题/);
    await assertKind(pupil);
  });

  it("rests with a reason, goes on, and plans a sitting", async () => {
    const school = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(school, `${campaign}/manage`);
    await unfold(school, "pause");
    await school.locator('form#pause textarea[name="reason"]').fill("机房停电");
    await send(school, "pause");
    assert.match(await school.locator("h1").innerText(), /暂停中/);
    await assertSound(school);
    await unfold(school, "resume");
    await send(school, "resume");
    await unfold(school, "sitting");
    await school.locator('form#sitting input[name="begins_at"]').fill(`${day(1)}T10:00`);
    await school.locator('form#sitting input[name="room"]').fill("机房2");
    const units = school.locator('form#sitting select[name="unit"] option');
    await school.locator('form#sitting select[name="unit"]').selectOption({ index: (await units.count()) - 1 });
    await send(school, "sitting");
    assert.match(await school.locator("main").innerText(), /机房2/);
    await visit(school, campaign);
    await assertSound(school);
  });

  it("shows a teacher who has something open and nothing else", async () => {
    const teacher = await openAs(browser, server.address, "teacher");
    await visit(teacher, "/desk/classes");
    await assertSound(teacher);
    await Promise.all([teacher.waitForNavigation(), teacher.locator("main a", { hasText: TITLE }).first().click()]);
    await assertSound(teacher);
    const words = await teacher.locator("main").innerText();
    assert.match(words, /还没有做/);
    for (const word of ["得分", "PHQ", "抑郁", "不参加：", "线索"]) assert.ok(!words.includes(word), word);
    await visit(teacher, campaign, 403);
    await visit(teacher, `${campaign}/manage`, 403);
  });
});
