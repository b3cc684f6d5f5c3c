// Several people about one person: nobody is asked without consent, a class teacher answers and sees no score, the counsellor sees both views.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, launch, visit } from "../lib/browser.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const press = (page, target) => Promise.all([page.waitForNavigation(), target.click()]);

/** Ticks an answer to every question of a form of an informant. */
async function answerAll(page, value) {
  const names = await page.locator('main input[type="radio"][name^="item-"]').evaluateAll((all) => [...new Set(all.map((it) => it.name))]);
  assert.ok(names.length >= 4, `questions: ${names}`);
  for (const name of names) await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
}

describe("several informants", () => {
  let server;
  let browser;
  let desk;
  let address;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("nobody is asked before the pupil agrees", async () => {
    desk = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(desk, "/desk/people");
    await desk.fill('input[name="q"]', "苗新雨");
    await Promise.all([desk.waitForNavigation(), desk.press('input[name="q"]', "Enter")]);
    await press(desk, desk.locator('main a[href^="/desk/people/"]').first());
    await press(desk, desk.locator('main a[href$="/informants"]'));
    address = new URL(desk.url()).pathname;
    assert.match(await desk.locator("main").innerText(), /还没有同意/);
    assert.equal(await desk.locator('select[name="whom"]').count(), 0);
    await assertSound(desk);
    const pupil = await openAs(browser, server.address, "pupil", { size: WIDTHS.phone });
    await visit(pupil, "/me/privacy");
    await press(pupil, pupil.locator('form:has(input[name="purpose"][value="ask_others"]) button'));
    await assertSound(pupil);
    await assertKind(pupil);
  });

  it("the counsellor asks the class teacher and the pupil", async () => {
    for (const who of ["teacher", "self"]) {
      await visit(desk, address);
      const whom = desk.locator('select[name="whom"]');
      const value = await whom.locator("option").evaluateAll((all, who) => all.map((it) => it.value).find((it) => it.startsWith(`${who}:`)), who);
      assert.ok(value, `nobody to ask as ${who}`);
      await whom.selectOption(value);
      await press(desk, desk.locator('form:has(select[name="whom"]) button[type="submit"]'));
    }
    assert.equal((await desk.locator("main").innerText()).match(/等着填/g)?.length, 2);
    await assertSound(desk);
  });

  it("each of them answers on a phone and sees no score", async () => {
    for (const [login, list, value] of [["teacher", "/desk/classes/asked", "3"], ["pupil", "/me/asked", "1"]]) {
      const page = await openAs(browser, server.address, login, { size: WIDTHS.phone });
      await visit(page, list);
      await assertSound(page);
      await press(page, page.locator(`main a[href^="${list}/"]`).first());
      await assertSound(page);
      if (login === "pupil") await assertKind(page);
      await answerAll(page, value);
      await press(page, page.locator('main form:has(input[type="radio"]) button[type="submit"]'));
      const words = await page.locator("main").innerText();
      assert.match(words, /交上去了/);
      assert.doesNotMatch(words, /\d+分/);
      await assertSound(page);
    }
  });

  it("the counsellor sees both views beside each other, at both widths", async () => {
    await visit(desk, address);
    assert.match(await desk.locator("main").innerText(), /并排放着/);
    await assertSound(desk);
    const phone = await openAs(browser, server.address, "school", { size: WIDTHS.phone });
    await visit(phone, address);
    await assertSound(phone);
    await assertFits(phone);
  });
});
