// What a browser keeps: answers on the way, type size, language; and what it does not give away.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, launch, openPage, visit } from "../lib/browser.mjs";
import { assertKind, openAs, signIn, wordsOf } from "../lib/people.mjs";
import { CALM, HARD_TIME, answer, answerAll, questionOf } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const DAY_S = 86_400;
const CHINESE = /[\u3400-\u9fff]+/g;
const VISITOR_PAGES = ["/", "/self-tests", "/self-tests/phq-9/questions/1", "/contact", "/sites", "/breathing", "/login", "/no-such-page"];

/** Chinese words of a page, without what has names of its own: the language link, the service, people, places. */
async function chineseOf(page, names) {
  const words = names.reduce((text, name) => text.replaceAll(name, ""), await wordsOf(page));
  return words.match(CHINESE) ?? [];
}

function sizeOf(page) {
  return page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
}

describe("what the browser keeps", () => {
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

  it("takes an unfinished self-test up again where it was left, in this browser only", async () => {
    const page = await openPage(browser, server.address);
    await answerAll(page, "phq-9", CALM.slice(0, 4));
    assert.equal(questionOf(page), 5);
    await page.locator(".xq-topbar a.back").click();
    await page.waitForURL(`${server.address}/`);
    const offer = page.locator('main a[href="/self-tests/phq-9"]');
    assert.match(await offer.innerText(), /接着上次的“情绪自测”[\s\S]*已答4题/);
    await assertSound(page);

    const draft = (await page.context().cookies()).find(({ name }) => name === "xq_draft_phq-9");
    const days = (draft.expires - Date.now() / 1000) / DAY_S;
    assert.ok(6.9 < days && days <= 7, `the draft stays ${days} days`);
    assert.deepEqual([draft.httpOnly, draft.sameSite], [true, "Lax"]);

    const elsewhere = await openPage(browser, server.address);
    await visit(elsewhere, "/");
    assert.equal(await elsewhere.locator('main a[href="/self-tests/phq-9"]').count(), 0);
    await visit(elsewhere, "/self-tests/phq-9");
    assert.equal(questionOf(elsewhere), 1);

    await offer.click();
    await page.waitForURL("**/questions/5");
    for (const number of [4, 3, 2, 1]) {
      await page.locator(".xq-dock a.xq-dock-back").click();
      await page.waitForURL(`**/questions/${number}`);
      assert.equal(await page.locator('input[name="answer"]:checked').getAttribute("value"), `${CALM[number - 1]}`);
    }
    await answerAll(page, "phq-9", CALM);
    assert.equal(new URL(page.url()).pathname, "/result");
    await visit(page, "/");
    assert.equal(await page.locator('main a[href="/self-tests/phq-9"]').count(), 0, "what is finished is not offered again");
  });

  it("does not jump over questions and asks for an answer", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/self-tests/phq-9/questions/7");
    assert.equal(questionOf(page), 1);
    await page.locator("form#answer-form").evaluate((form) => form.setAttribute("novalidate", ""));
    await page.locator('.xq-dock button[type="submit"]').click();
    await page.getByRole("alert").waitFor();
    page.troubles = page.troubles.filter((line) => !line.includes("422"));
    assert.match(await page.getByRole("alert").innerText(), /还没有选/);
    await assertSound(page);
    await answer(page, 0);
    assert.equal(questionOf(page), 2);
  });

  it("leaves the result of a visitor without an account in the browser", async () => {
    const page = await openPage(browser, server.address);
    await answerAll(page, "phq-9", HARD_TIME);
    await visit(page, "/result");
    assert.match(await page.locator("main").innerText(), /只有您能看到[\s\S]*没有记您的姓名/);
    await assertKind(page);
    const elsewhere = await openAs(browser, server.address, "pupil");
    await visit(elsewhere, "/result");
    assert.equal(new URL(elsewhere.url()).pathname, "/self-tests");
    await visit(elsewhere, "/me/records");
    assert.match(await elsewhere.locator("main").innerText(), /还没有留下的结果/);
  });

  it("forgets a result that a resident does not keep", async () => {
    const page = await openAs(browser, server.address, "pupil");
    await answerAll(page, "phq-9", CALM);
    await page.locator('.xq-option:has(input[value="nothing"])').click();
    await page.locator('form[action="/result/choice"] button').click();
    await page.waitForURL(`${server.address}/`);
    await visit(page, "/result");
    assert.equal(new URL(page.url()).pathname, "/self-tests");
    await visit(page, "/me/records");
    assert.match(await page.locator("main").innerText(), /还没有留下的结果/);
  });

  it("switches to large type and back", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/self-tests");
    const usual = await sizeOf(page);
    await page.locator('footer a[href="/display/large"]').click();
    await page.waitForURL(`${server.address}/`);
    for (const path of VISITOR_PAGES.filter((path) => path !== "/no-such-page")) {
      await visit(page, path);
      assert.equal(await page.locator("html").getAttribute("data-xq-type"), "large", path);
      assert.ok((await sizeOf(page)) >= usual * 1.15, `${path} is not larger`);
      await (path === "/" || path.includes("questions") ? assertSound(page) : assertFits(page));
    }
    await visit(page, "/");
    await page.locator('header a[href="/display/standard"]').click();
    await page.waitForURL(`${server.address}/`);
    await visit(page, "/self-tests");
    assert.equal(await sizeOf(page), usual);
  });

  it("speaks English once it is asked to, to visitors", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/self-tests");
    const names = ["中文"];
    const service = "张掖社会心理服务";
    await page.locator('footer a[href="?lang=en"]').click();
    await page.waitForURL("**/self-tests?lang=en");
    for (const path of VISITOR_PAGES.filter((path) => path !== "/sites")) {
      await visit(page, path, path === "/no-such-page" ? 404 : 200);
      assert.equal(await page.locator("html").getAttribute("lang"), "en", path);
      assert.deepEqual(await chineseOf(page, [...names, service]), [], path);
      await assertFits(page);
    }
    await answerAll(page, "phq-9", HARD_TIME);
    assert.deepEqual(await chineseOf(page, names), [], page.url());
    await assertFits(page);
    await visit(page, "/result");
    assert.match(await page.locator("main").innerText(), /Mood check/);
    assert.deepEqual(await chineseOf(page, names), []);
    await assertSound(page);
  });

  it("speaks English to residents and staff but for names", async () => {
    const page = await openPage(browser, server.address, { language: "en", size: WIDTHS.desk });
    await signIn(page, "resident");
    for (const path of ["/me", "/me/records", "/contact"]) {
      await visit(page, path);
      assert.deepEqual(await chineseOf(page, ["中文", "田晓禾", "田"]), [], path);
      await assertSound(page);
    }
    const desk = await openPage(browser, server.address, { language: "en", size: WIDTHS.desk });
    await signIn(desk, "sysadmin");
    assert.deepEqual(await chineseOf(desk, ["中文", "付启明", "付", "张掖市"]), []);
    await assertSound(desk);
  });
});
