// A test goes on when the network goes away, is handed in once, and is taken up on another device.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { assertKind, openAs, signIn } from "../lib/people.mjs";
import { CALM, HARD_TIME, READING, answer, questionOf } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const WAITING = /已存在这台设备，网络恢复后会发出/;

/** The questions are all on the device. */
function ready(page) {
  return page.waitForFunction(() => document.documentElement.dataset.xqSheet === "ready");
}

/** The browser's own lines about a network that is away are no trouble. */
function forgiveNetwork(page) {
  page.troubles = page.troubles.filter((line) => !/net::ERR_|Failed to load resource/.test(line));
}

/** What lies in the browser's storage. */
function shelf(page) {
  return page.evaluate(() => Object.entries({ ...localStorage }));
}

async function choose(page, value) {
  await page.waitForTimeout(READING);
  await page.locator(`.xq-option:has(input[name="answer"][value="${value}"])`).click();
  await page.locator('.xq-dock button[type="submit"]').click();
}

const number = (page) => Number(new URL(page.url()).pathname.match(/\/questions\/(\d+)$/)?.[1]);

describe("taking a test on a flaky network", () => {
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

  it("lets a visitor finish who lost the network in the middle", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/self-tests/phq-9");
    await ready(page);
    for (const value of HARD_TIME.slice(0, 3)) await answer(page, value);
    await page.waitForFunction(() => document.querySelector("[data-saved]")?.dataset.saved === "saved");
    assert.deepEqual(await shelf(page), [], "what is sent does not stay on the device");

    await page.context().setOffline(true);
    for (const value of HARD_TIME.slice(3, 6)) await answer(page, value);
    assert.equal(questionOf(page), 7);
    await page.locator("[data-saved]", { hasText: WAITING }).waitFor();
    forgiveNetwork(page);
    await assertSound(page);
    const [[name, kept], ...others] = await shelf(page);
    assert.deepEqual(others, []);
    assert.match(name, /^xq-answers:[0-9a-f]{24}$/);
    assert.match(kept, /^\d+\.[0-9a-f]{24}\.[0-9a-f]+$/, "sealed: no answer can be read");

    // back and on without the network
    await page.locator(".xq-dock a.xq-dock-back").click();
    await page.waitForURL("**/questions/6");
    assert.equal(await page.locator('input[name="answer"]:checked').getAttribute("value"), `${HARD_TIME[5]}`);
    await page.goBack();
    await page.waitForURL("**/questions/7");
    for (const value of HARD_TIME.slice(6, 9)) await answer(page, value);
    await choose(page, HARD_TIME[9]);
    await page.locator("#answers-waiting").waitFor();
    assert.match(await page.locator("main").innerText(), /您已经全部答完[\s\S]*自动发出/);
    forgiveNetwork(page);
    await assertSound(page);
    await assertKind(page);

    await page.context().setOffline(false);
    await page.waitForURL("**/with-you");
    assert.deepEqual(await shelf(page), [], "nothing stays on the device");
    await visit(page, "/result");
    forgiveNetwork(page);
    await assertSound(page);
  });

  it("keeps one sheet of a pupil whose network goes in the middle and again while sending", async () => {
    const page = await openAs(browser, server.address, "pupil");
    const link = page.locator('main a[href^="/campaigns/"]').first();
    const campaign = await link.getAttribute("href");
    await visit(page, campaign);
    await page.locator(`form[action="${campaign}/join"] button`).click();
    await page.waitForURL("**/questions/1");
    await ready(page);
    const total = Number((await page.locator("#question-part").innerText()).match(/共(\d+)题/)[1]);
    const go = async (upTo) => {
      while (number(page) < upTo) {
        const before = number(page);
        await choose(page, 0);
        await page.waitForFunction((was) => !location.pathname.endsWith(`/${was}`), before);
      }
    };
    await go(3);
    await page.context().setOffline(true);
    await go(total - 1);
    await page.locator("[data-saved]", { hasText: WAITING }).waitFor();
    await page.context().setOffline(false);
    await page.waitForFunction(() => document.querySelector("[data-saved]")?.dataset.saved === "saved");
    await go(total);

    // the server keeps the sheet and the browser never hears of it
    let lost = 0;
    await page.route("**/answers", async (route) => {
      if (lost === 0 && (route.request().postData() ?? "").includes("finish=1")) {
        await route.fetch();
        lost += 1;
        await route.abort();
      } else {
        await route.continue();
      }
    });
    await choose(page, 0);
    await page.locator("#answers-waiting").waitFor();
    await page.locator("[data-send]").click();
    await page.waitForURL((address) => ["/with-you", "/result"].includes(address.pathname));
    assert.equal(lost, 1);
    assert.deepEqual(await shelf(page), []);
    await visit(page, "/me/records");
    assert.equal(await page.locator("main").innerText().then((text) => text.match(/\d+月\d+日/g)?.length > 0), true);
    await visit(page, campaign, 404);
    await visit(page, "/");
    assert.equal(await page.locator(`main a[href="${campaign}"]`).count(), 0, "it is handed in, once");
  });

  it("loses nothing when the page is closed without the network, and gives nothing to who comes next", async () => {
    const page = await openAs(browser, server.address, "resident");
    await visit(page, "/self-tests/phq-9");
    await ready(page);
    await page.context().setOffline(true);
    for (const value of [1, 2]) await answer(page, value);
    await page.locator("[data-saved]", { hasText: WAITING }).waitFor();
    // closed before it could send: the page of the next visit sends it
    await page.route("**/answers", (route) => route.abort());
    await page.context().setOffline(false);
    await visit(page, "/breathing");
    assert.equal((await shelf(page)).length, 1);
    await page.unroute("**/answers");
    await visit(page, "/self-tests/phq-9");
    await page.waitForURL("**/questions/3");
    await page.waitForFunction(() => document.querySelector("[data-saved]")?.dataset.saved === "saved");
    assert.deepEqual(await shelf(page), []);

    await page.context().setOffline(true);
    await answer(page, 3);
    await page.locator("[data-saved]", { hasText: WAITING }).waitFor();
    await page.route("**/answers", (route) => route.abort());
    await page.context().setOffline(false);
    await visit(page, "/me");
    assert.equal((await shelf(page)).length, 1);
    await page.locator('form[action="/logout"] button').first().click();
    await page.waitForURL(`${server.address}/`);
    assert.deepEqual(await shelf(page), [], "signing out takes it away");
  });

  it("reads a question aloud, and no further when the next one comes up; large type fits a phone", async () => {
    const page = await openPage(browser, server.address);
    await page.addInitScript(() => {
      const voice = { spoken: [], cancelled: 0, speak: (speech) => voice.spoken.push(speech.text), cancel: () => (voice.cancelled += 1) };
      Object.defineProperty(window, "speechSynthesis", { value: voice });
    });
    await visit(page, "/display/large");
    await visit(page, "/self-tests/phq-9");
    await ready(page);
    await page.locator("button[data-read-aloud]").click();
    const { spoken, cancelled } = await page.evaluate(() => ({ spoken: speechSynthesis.spoken, cancelled: speechSynthesis.cancelled }));
    const question = await page.locator(".xq-question").innerText();
    const options = await page.locator(".xq-option").allInnerTexts();
    assert.equal(spoken.length, 1);
    for (const text of [question, ...options]) assert.ok(spoken[0].includes(text.trim()), `${text} is read`);
    await answer(page, 1);
    assert.ok((await page.evaluate(() => speechSynthesis.cancelled)) > cancelled, "the question before is not read on");
    assert.equal(await page.locator("html").getAttribute("data-xq-type"), "large");
    await assertSound(page);
    await page.context().setOffline(true);
    await answer(page, 1);
    await page.locator("[data-saved]", { hasText: WAITING }).waitFor();
    forgiveNetwork(page);
    await assertSound(page);
  });

  it("prints the questions of a campaign for whoever may import answers, and gives the file for keying", async () => {
    const page = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(page, "/desk/campaigns");
    await Promise.all([page.waitForNavigation(), page.locator("main table a").first().click()]);
    await page.locator('.actions a[href$="/paper"]').click();
    await page.waitForURL("**/paper");
    assert.equal(await page.locator("article.xq-paper-sheet").count(), 1);
    await assertSound(page);
    await page.locator('input[name="codes"]').fill("30");
    await page.locator('input[name="size"]').check();
    await page.locator('form#paper button[type="submit"]').click();
    await page.waitForURL("**codes=30**");
    assert.equal(await page.locator("article.xq-paper-sheet").count(), 31, "thirty sheets and the list");
    const codes = await page.locator(".xq-paper-code b").allInnerTexts();
    assert.equal(new Set(codes).size, 30);
    assert.deepEqual(await page.locator("#hand-out li b").allInnerTexts(), codes);
    await assertSound(page);
    const printed = await page.pdf({ preferCSSPageSize: true });
    assert.ok((printed.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length >= 31, "every sheet begins a page");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator('a[href$="/paper/csv"]').click()]);
    assert.match(await readFile(await download.path(), "utf8"), /^\uFEFFid,name,sex,birth,answered_on,q1,q2/);
    const phone = await openAs(browser, server.address, "school");
    await visit(phone, new URL(page.url()).pathname);
    await assertSound(phone);
  });

  it("is handed over for one person and one campaign, and is wiped after the answers", async () => {
    const staff = await openAs(browser, server.address, "school", { size: WIDTHS.desk });
    await visit(staff, "/desk/campaigns");
    await Promise.all([staff.waitForNavigation(), staff.locator("main table a").first().click()]);
    const campaign = new URL(staff.url()).pathname;
    await visit(staff, `${campaign}/hand-over`);
    await assertSound(staff);
    // a pupil of the school who has not answered yet
    let code = null;
    for (let pupil = 180; pupil <= 205 && !code; pupil += 1) {
      await staff.locator('input[name="number"]').fill(`D${`${pupil}`.padStart(4, "0")}`);
      await Promise.all([staff.waitForNavigation(), staff.locator('form#hand-over button[type="submit"]').click()]);
      const shown = staff.locator("#hand-over-code");
      if (await shown.count()) code = await shown.innerText();
      else expectRefusal(staff, 422);
    }
    assert.match(code ?? "", /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await assertSound(staff);

    const tablet = await openPage(browser, server.address);
    await visit(tablet, "/kiosk");
    await assertSound(tablet);
    await tablet.locator('input[name="code"]').fill("WRONG");
    await tablet.locator('form#kiosk button[type="submit"]').click();
    await tablet.getByRole("alert").waitFor();
    expectRefusal(tablet, 422);
    await assertSound(tablet);
    await tablet.locator('input[name="code"]').fill(code.toLowerCase());
    await tablet.locator('form#kiosk button[type="submit"]').click();
    await tablet.waitForURL("**/campaigns/*");
    const asked = new URL(tablet.url()).pathname;
    for (const path of ["/", "/me", "/desk", "/self-tests", "/login"]) {
      await visit(tablet, path);
      assert.equal(new URL(tablet.url()).pathname, "/kiosk", path);
    }
    await assertSound(tablet);
    await visit(tablet, asked);
    await tablet.locator(`form[action="${asked}/join"] button`).click();
    await tablet.waitForURL("**/questions/1");
    await assertSound(tablet);
    const total = Number((await tablet.locator("#question-part").innerText()).match(/共(\d+)题/)[1]);
    for (let at = 1; at <= total; at += 1) {
      const before = tablet.url();
      await choose(tablet, 0);
      await tablet.waitForURL((address) => address.href !== before);
    }
    assert.equal(new URL(tablet.url()).pathname, "/kiosk");
    assert.match(await tablet.locator("main").innerText(), /谢谢您[\s\S]*请下一位作答/);
    await assertSound(tablet);
    const left = (await tablet.context().cookies()).map(({ name }) => name).filter((name) => !/lang|type|large/.test(name));
    assert.deepEqual(left, [], "nothing of the person stays");
    assert.deepEqual(await shelf(tablet), []);
  });

  it("asks on another device whether to go on or to begin anew", async () => {
    const phone = await openAs(browser, server.address, "pupil");
    await visit(phone, "/self-tests/gad-7");
    await ready(phone);
    for (const value of CALM.slice(0, 3)) await answer(phone, value);
    await phone.waitForFunction(() => document.querySelector("[data-saved]")?.dataset.saved === "saved");

    const desk = await openPage(browser, server.address);
    await signIn(desk, "pupil");
    await visit(desk, "/self-tests/gad-7");
    assert.equal(new URL(desk.url()).pathname, "/self-tests/gad-7/take-up");
    assert.match(await desk.locator("main").innerText(), /已答3题，共7题|已答3题，共8题/);
    await assertSound(desk);
    await assertKind(desk);
    await desk.locator('form:has(input[value="on"]) button').click();
    await desk.waitForURL("**/questions/4");
    await desk.locator(".xq-dock a.xq-dock-back").click();
    await desk.waitForURL("**/questions/3");
    assert.equal(await desk.locator('input[name="answer"]:checked').getAttribute("value"), `${CALM[2]}`);
  });
});
