// Devices: registered with a key, a session code says whom a result is about, the person and the counsellor read it; the page of relaxation.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

describe("devices", () => {
  let server;
  let browser;
  let key;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const send = (body, bearer = key) =>
    fetch(`${server.address}/api/v1/device-results`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json", "accept-language": "zh-CN" },
      body: JSON.stringify(body),
    });

  const session = (code, more = {}) => ({
    format: "xinqiao-device/1", session: "band-000001", code, kind: "wearable",
    started_at: new Date(Date.now() - 60_000).toISOString(), ended_at: new Date(Date.now() - 1_000).toISOString(),
    measurements: [{ code: "heart-rate", value: 72, unit: "/min" }], ...more,
  });

  it("a site registers a device and reads its key once", async () => {
    const admin = await openAs(browser, server.address, "sysadmin", { size: WIDTHS.phone });
    await visit(admin, "/desk/devices");
    await assertSound(admin);
    await assertFits(admin);
    await admin.selectOption('form#device select[name="place"]', { label: "甘州区" });
    await admin.fill('form#device input[name="name"]', "手环一号");
    await Promise.all([admin.waitForNavigation(), admin.click('form#device button[type="submit"]')]);
    expectRefusal(admin, 422);
    assert.match(await admin.locator("form#device").innerText(), /请至少选择一种/);
    assert.equal(await admin.inputValue('form#device input[name="name"]'), "手环一号", "what was typed comes back");
    await admin.check('form#device input[value="wearable"]');
    await admin.click('form#device button[type="submit"]');
    key = (await admin.locator("#device-key").innerText()).trim();
    assert.match(key, /^[0-9a-f]{64}$/);
    await assertSound(admin);
    await assertFits(admin);
  });

  it("a result for an unknown person is answered and kept nowhere", async () => {
    const answer = await send(session("WXYZ-2345"));
    assert.equal(answer.status, 422);
    const { error, message } = await answer.json();
    assert.equal(error, "unknown_code");
    assert.match(message, /没有保存任何内容/);
    assert.equal((await send(session("WXYZ-2345"), "0".repeat(64))).status, 401);
    const admin = await openAs(browser, server.address, "sysadmin", { size: WIDTHS.desk });
    await visit(admin, "/desk/devices");
    assert.match(await admin.locator("main").innerText(), /会话码不存在，1次/);
    await assertFits(admin);
  });

  it("the person rates, looks around by keyboard, rates again, and keeps it; a device sends under their code", async () => {
    const page = await openAs(browser, server.address, "resident", { size: WIDTHS.phone });
    await visit(page, "/relax");
    await assertSound(page);
    await assertFits(page);
    await assertKind(page);
    await page.locator('input[name="before"][value="7"]').focus();
    await page.keyboard.press("Space");
    if (await page.locator("[data-relax] canvas").isVisible()) {
      await page.locator("[data-relax] canvas").focus();
      await page.keyboard.press("ArrowLeft");
      assert.equal(await page.locator("[data-headset]").isVisible(), false, "no headset, no button");
    } else {
      assert.ok(await page.locator("[data-relax-plain]").isVisible(), "without WebGL the breathing circle stays");
    }
    await page.locator('input[name="after"][value="3"]').focus();
    await page.keyboard.press("Space");
    await page.check('input[name="keep"]');
    await page.click('form[action="/relax"] button[type="submit"]');
    await page.waitForURL(/\/me\/devices/);
    assert.match(await page.locator("main").innerText(), /之前7，之后3/);
    await page.click('form[action="/me/devices"] button');
    const code = (await page.locator("#session-code").innerText()).trim();
    await assertSound(page);
    await assertFits(page);
    await assertKind(page);
    const answer = await send(session(code));
    assert.equal(answer.status, 200, await answer.text());
    assert.equal((await (await send(session(code))).json()).error ?? "same", "changed", "another instant is other content");
    await visit(page, "/me/devices");
    assert.match(await page.locator("main").innerText(), /心率：72 \/min/);
    await visit(page, "/me");
    assert.equal(await page.locator('a[href="/me/devices"]').count(), 1);
  });

  it("the counsellor reads both in the person's file and opens a session", async () => {
    const desk = await openAs(browser, server.address, "counsellor", { size: WIDTHS.phone });
    await visit(desk, "/desk/people");
    await desk.fill('input[name="q"]', "田晓禾");
    await desk.press('input[name="q"]', "Enter");
    await desk.locator('main a[href^="/desk/people/"]').first().click();
    await desk.click('main a[href$="/devices"]');
    const words = await desk.locator("main").innerText();
    assert.match(words, /之前7，之后3/);
    assert.match(words, /心率：72 \/min/);
    await assertSound(desk);
    await assertFits(desk);
    await desk.click('form#pair button[type="submit"]');
    assert.match((await desk.locator("#session-code").innerText()).trim(), /^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  });

  it("a visitor without scripts rates in a plain form and nothing is kept", async () => {
    const page = await openPage(browser, server.address, { javaScript: false });
    await visit(page, "/relax");
    assert.equal(await page.locator("[data-relax]").isVisible(), false);
    assert.ok(await page.locator("[data-relax-plain]").isVisible());
    await page.check('input[name="before"][value="4"]', { force: true });
    await page.check('input[name="after"][value="4"]', { force: true });
    await page.click('form[action="/relax"] button[type="submit"]');
    assert.match(await page.locator("main").innerText(), /之前4，之后4/);
    assert.match(await page.locator("main").innerText(), /什么都不保存/);
  });
});
