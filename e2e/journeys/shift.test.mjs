// Beside the steps: a change of shift moves the owner; a false alarm leaves no trace on the person's page; the person objects and is answered.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertDone, entryOf, formsOf, newSignals, signalsOf, step } from "../lib/desk.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { HARD_TIME, answerAll, decide } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const send = (page, what) => Promise.all([page.waitForNavigation(), page.click(what)]);

/** A local moment so many hours from now, as the input takes it. */
function local(hours) {
  const at = new Date(Date.now() + (hours + 8) * 3600_000);
  return at.toISOString().slice(0, 16);
}

describe("beside the steps of a warning", () => {
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

  it("moves the owner at a change of shift, once the next one takes over", async () => {
    const { address } = server;
    const leaving = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    const coming = await openAs(browser, address, "duty2", { size: WIDTHS.phone });
    // the roster says who comes next
    await visit(leaving, "/desk/roster");
    await assertSound(leaving);
    await visit(coming, "/desk/roster");
    await assertFits(coming);
    await assertSound(coming);
    const form = leaving.locator("form#roster");
    await form.locator('select[name="account"]').selectOption(await entryOf(leaving, "roster", "account", "邵云汀"));
    await form.locator('input[name="from"]').fill(local(8));
    await form.locator('input[name="until"]').fill(local(-1));
    await send(leaving, "form#roster button[type=submit]");
    expectRefusal(leaving, 422);
    assert.match(await leaving.locator("form#roster").innerText(), /下班时间要晚于上班时间/);
    await form.locator('input[name="from"]').fill(local(-1));
    await form.locator('input[name="until"]').fill(local(8));
    await send(leaving, "form#roster button[type=submit]");
    await assertDone(leaving, /排上了/);
    assert.match(await leaving.locator("main").innerText(), /邵云汀[\s\S]*在班/);
    await assertSound(leaving);

    await visit(leaving, "/desk/shift");
    await assertSound(leaving);
    const first = leaving.locator('select[name="to"]').first();
    const line = leaving.locator('li:has(select[name="to"])').first();
    const warning = await line.locator('a[href^="/desk/warnings/"]').first().getAttribute("href");
    const number = (await line.innerText()).match(/W\d{8}-\d{4}/)[0];
    const rest = leaving.locator('select[name="to"]');
    for (let at = 1; at < (await rest.count()); at += 1) await rest.nth(at).selectOption("");
    const next = await first.locator("option", { hasText: "邵云汀" }).first().getAttribute("value");
    await first.selectOption(next);
    await leaving.fill("#shift-note", "约了晚上八点再打电话。");
    await send(leaving, 'form[action="/desk/shift/offer"] button[type=submit]');
    await assertDone(leaving, /已交出1条/);
    await assertSound(leaving);
    const owner = (page) => page.locator('section[aria-labelledby="owner-title"]').innerText();
    await visit(leaving, warning);
    assert.match(await owner(leaving), /郭远舟/, "until it is taken over it stays");

    await visit(coming, "/desk/shift");
    await assertFits(coming);
    await assertSound(coming);
    const offered = await coming.locator('section[aria-labelledby="offered-title"]').innerText();
    assert.match(offered, new RegExp(number));
    assert.match(offered, /约了晚上八点再打电话/);
    await send(coming, 'form[action="/desk/shift/accept"] button[type=submit]');
    await assertDone(coming, /已接过1条/);
    await visit(coming, warning);
    await assertFits(coming);
    assert.match(await owner(coming), /邵云汀/);
    assert.deepEqual([leaving.troubles, coming.troubles], [[], []]);
  });

  it("leaves no trace of a false alarm on the person's page", async () => {
    const { address } = server;
    const duty = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    const person = async () => {
      await visit(duty, "/desk/people");
      await duty.fill("#people-q", "田晓禾");
      await send(duty, "#people button[type=submit]");
      await Promise.all([duty.waitForNavigation(), duty.locator(".xq-task a").first().click()]);
      return new URL(duty.url()).pathname;
    };
    const file = await person();
    // who looked at the page is written there too, and this is somebody looking
    const signals = () => duty.locator('section[aria-labelledby="signals-title"]').innerText();
    const before = await signals();
    await visit(duty, `${file}/attention`);
    const calm = await duty.locator("main").innerText();
    await visit(duty, `/desk/report?person=${file.split("/").pop()}`);
    await duty.check('input[value="plan-with-means"]');
    await send(duty, "#report button[type=submit]");
    const signal = new URL(duty.url()).pathname;
    await visit(duty, file);
    assert.equal(await duty.locator(`a[href="${signal}"]`).count(), 1, "as long as nobody decided it stands there");
    await visit(duty, signal);
    await step(duty, "dismiss", { reason: await entryOf(duty, "dismiss", "reason", "") }, "当面问过，是转述电视剧。");
    await visit(duty, file);
    await assertSound(duty);
    assert.equal(await duty.locator(`a[href="${signal}"]`).count(), 0, "the person's page does not lead to it");
    assert.equal(await signals(), before, "the page is as it was");
    const lines = (text) => text.split("\n").filter((line) => !/\d+:\d+/.test(line)).join("\n");
    await visit(duty, `${file}/attention`);
    assert.equal(lines(await duty.locator("main").innerText()), lines(calm), "no level, no reason is left");
    assert.deepEqual(duty.troubles, []);
  });

  it("lets the person say that they see it otherwise, and answers them", async () => {
    const { address } = server;
    const officer = await openAs(browser, address, "duty1", { size: WIDTHS.desk });
    const known = await signalsOf(officer);
    const person = await openAs(browser, address, "resident", { size: WIDTHS.phone });
    await answerAll(person, "phq-9", HARD_TIME, async () => {});
    await person.locator('main a[href="/result"]').click();
    await person.waitForURL("**/result");
    await decide(person, "contact");
    const [signal] = await newSignals(officer, known);
    await visit(officer, signal);
    await step(officer, "confirm", { level: "yellow", owner: await entryOf(officer, "confirm", "owner", "郭远舟") }, "");
    const warning = new URL(officer.url()).pathname;
    await visit(person, "/me/care");
    await assertKind(person);
    assert.match(await person.locator("main").innerText(), /现在没有/);
    await step(officer, "acknowledge", {}, "");

    await visit(person, "/me");
    await person.locator('main a[href="/me/care"]').click();
    await person.waitForURL("**/me/care");
    await assertFits(person);
    await assertSound(person);
    await assertKind(person);
    await send(person, 'form[action^="/me/care/"] button[type=submit]');
    expectRefusal(person, 422);
    assert.match(await person.locator("main").innerText(), /请写几个字/);
    await person.fill('form[action^="/me/care/"] textarea', "那次是我随便填的。");
    await send(person, 'form[action^="/me/care/"] button[type=submit]');
    await assertDone(person, /收到了/);
    await assertKind(person);

    // who confirmed it is not asked; somebody else is
    await visit(officer, warning);
    assert.ok(!(await formsOf(officer)).includes("answer"));
    const other = await openAs(browser, address, "duty2", { size: WIDTHS.desk });
    await visit(other, warning);
    await assertSound(other);
    assert.match(await other.locator("form#answer").innerText(), /那次是我随便填的/);
    await step(other, "answer", { answer: "explained" }, "有一题您选了“几乎每天”，我们想确认您还好。");
    await assertDone(other, /已答复/);
    await visit(person, "/me/care");
    await assertSound(person);
    await assertKind(person);
    assert.match(await person.locator("main").innerText(), /我们想确认您还好/);
    assert.deepEqual([officer.troubles, person.troubles, other.troubles], [[], [], []]);
  });
});
