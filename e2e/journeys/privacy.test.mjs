// The person's rights: sees what was agreed to and who looked, takes a consent back, takes the information along, asks for its deletion.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { decide, answerAll, HARD_TIME } from "../lib/self-test.mjs";
import { startServer } from "../lib/server.mjs";

const row = (page, title) => page.locator("section[aria-labelledby=allow] li", { hasText: title });

/** Downloads the copy in a form; its text. */
async function download(page, format) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`form[action="/me/privacy/export"]:has(input[value="${format}"]) button`).click(),
  ]);
  assert.match(file.suggestedFilename(), new RegExp(`^xinqiao-\\d{8}\\.${format}$`));
  return readFile(await file.path(), "utf8");
}

describe("my information", () => {
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

  for (const [name, size] of Object.entries(WIDTHS)) {
    it(`is readable and sound at the width of a ${name}, with every notice in full`, async () => {
      const page = await openAs(browser, server.address, "resident2", { size });
      await visit(page, "/me/privacy");
      await assertSound(page);
      await assertKind(page);
      for (const purpose of ["keep_result", "contact", "screening", "devices", "register", "danger_to_life", "access_log"]) {
        await visit(page, `/me/privacy/notices/${purpose}`);
        await assertSound(page);
        await assertKind(page);
        assert.equal(await page.locator("main h2").count(), 11, "every content of the law has its part");
      }
      for (const kind of ["correct", "delete", "explain", "complain"]) {
        await visit(page, `/me/privacy/ask/${kind}`);
        await assertSound(page);
        await assertKind(page);
      }
      await page.context().close();
    });
  }

  it("lets a resident take a consent back with one tap, and staff no longer see the result", async () => {
    const person = await openAs(browser, server.address, "resident");
    const officer = await openAs(browser, server.address, "duty1", { size: WIDTHS.desk });
    await answerAll(person, "phq-9", HARD_TIME, async () => {});
    await visit(person, "/result");
    await decide(person, "contact");
    await visit(person, "/me/privacy");
    assert.match(await row(person, "让值班人员看结果").innerText(), /已同意/);
    await row(person, "让值班人员看结果").locator("button", { hasText: "收回" }).click();
    await person.waitForURL("**/me/privacy?done=withdrawn**");
    const told = await person.locator('[role="status"]').innerText();
    assert.match(told, /已经收回/);
    assert.match(told, /值班人员看不到了/);
    assert.match(await row(person, "让值班人员看结果").innerText(), /已收回/);
    await assertSound(person);
    await assertKind(person);
    // giving again is one tap as well
    assert.equal(await row(person, "让值班人员看结果").locator("button").count(), 1);
    await visit(person, "/me/records");
    assert.doesNotMatch(await person.locator("main").innerText(), /值班人员能看到/);
    // the service is there all the same
    await visit(person, "/self-tests/phq-9");
    await visit(officer, "/desk");
    await officer.context().close();
    await person.context().close();
  });

  it("shows who looked and why, and gives a copy that holds what it says", async () => {
    const person = await openAs(browser, server.address, "resident", { size: WIDTHS.desk });
    await visit(person, "/me/privacy");
    const json = JSON.parse(await download(person, "json"));
    assert.equal(json.person[0].name, "田晓禾");
    assert.ok(json.results.length > 0 && json.results.every((result) => Array.isArray(result.answers)));
    assert.ok(json.consents.some((word) => word.purpose === "contact" && word.word === "withdrawn"));
    assert.ok(json.who_looked.length > 0 && json.who_looked.every((look) => look.purpose && look.role));
    const csv = await download(person, "csv");
    assert.ok(csv.startsWith("\uFEFFkind,number,what,value\n"));
    assert.match(csv, /\nperson,1,name,田晓禾\n/);
    await visit(person, "/me/privacy");
    assert.match(await person.locator("section[aria-labelledby=requests]").innerText(), /复制：全部信息[\s\S]*已经办好/);
    await person.context().close();
  });

  it("takes a request for deletion to the person in charge, whose answer reaches the person", async () => {
    const person = await openAs(browser, server.address, "resident2");
    await visit(person, "/me/privacy/ask/delete");
    await person.locator('input[name="target"][value="results"]').check();
    await person.locator('main button[type="submit"]').click();
    await person.waitForURL("**/me/privacy?done=asked**");
    const asked = await person.locator("section[aria-labelledby=requests]").innerText();
    assert.match(asked, /删除：自测结果/);
    const number = asked.match(/D\d{8}-\d{4}/)[0];

    const head = await openAs(browser, server.address, "head", { size: WIDTHS.desk });
    await visit(head, "/desk/data-requests");
    await assertSound(head);
    await head.locator("main a", { hasText: number }).click();
    await head.waitForURL("**/desk/data-requests/*");
    await assertSound(head);
    const address = new URL(head.url()).pathname;
    // a refusal without a ground is not taken, and nothing is lost
    await head.locator('input[name="state"][value="refused"]').check();
    await head.locator('main button[type="submit"]').click();
    await head.waitForSelector('[role="alert"]');
    expectRefusal(head, 409);
    assert.match(await head.locator('[role="alert"]').innerText(), /请选一个理由/);
    // help for this person is running: results stay until it has ended, and the person is told so
    assert.match(await head.locator("main").innerText(), /正在进行的预警/);
    await head.locator('input[name="state"][value="refused"]').check();
    await head.locator('select[name="ground"]').selectOption("danger_to_life");
    await head.locator('main button[type="submit"]').click();
    await head.waitForURL(`**${address}`);
    assert.match(await head.locator("main").innerText(), /没有办/);

    await visit(person, "/me/privacy");
    assert.match(await person.locator("section[aria-labelledby=requests]").innerText(), /删除：自测结果[\s\S]*没有办/);
    await visit(person, "/me");
    assert.match(await person.locator("main").innerText(), /您提的请求有了答复/);

    // whoever has no such duty is refused, and does not learn whether the request exists
    const counsellor = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    await visit(counsellor, address, 403);
    const stranger = await openAs(browser, server.address, "head-far", { size: WIDTHS.desk });
    await visit(stranger, address, 404);
    await visit(stranger, `${address.slice(0, -4)}0000`, 404);
    for (const page of [person, head, counsellor, stranger]) await page.context().close();
  });
});
