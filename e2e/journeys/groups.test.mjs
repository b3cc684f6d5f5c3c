// The register of groups: entered by whose work it is, seen by few and by the person, confirmed, ended; counts without names.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { assertKind, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

describe("the register of groups", () => {
  let server;
  let browser;
  let entry;

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const countOf = async (page) => {
    await visit(page, "/desk/groups");
    return Number(/在册 (\d+) 条/.exec(await page.locator("#groups-count").innerText())[1]);
  };

  it("enters somebody who is found by name and day of birth, and tells of wrong input", async () => {
    const justice = await openAs(browser, server.address, "justice", { size: WIDTHS.phone });
    await visit(justice, "/desk/groups");
    await assertSound(justice);
    await assertFits(justice);
    assert.match(await justice.locator("main").innerText(), /社区矫正对象/, "the demonstration city has a register");
    const before = await countOf(justice);
    await visit(justice, "/desk/groups/new");
    await assertSound(justice);
    await assertFits(justice);
    await justice.fill('form#group input[name="name"]', "  ");
    await justice.selectOption('form#group select[name="group"]', "G-22");
    await justice.fill('form#group input[name="day"]', "2026-08-01");
    await Promise.all([justice.waitForNavigation(), justice.click('form#group button[type="submit"]')]);
    expectRefusal(justice, 422);
    assert.match(await justice.locator("form#group").innerText(), /请填写姓名/);
    await justice.fill('form#group input[name="name"]', "林见月");
    await justice.fill('form#group input[name="number"]', "");
    await justice.fill('form#group input[name="birth_on"]', "1986-05-04");
    assert.equal(await justice.inputValue('form#group select[name="group"]'), "G-22", "what was chosen comes back");
    await justice.click('form#group button[type="submit"]');
    await justice.waitForURL(/\/desk\/groups\/[0-9a-f-]{36}/);
    entry = new URL(justice.url()).pathname;
    assert.match(await justice.locator("[role=status]").innerText(), /已登记/);
    await assertSound(justice);
    await assertFits(justice);
    assert.equal(await countOf(justice), before + 1);
  });

  it("is seen by those whose work the group is, and by nobody else", async () => {
    const counsellor = await openAs(browser, server.address, "counsellor", { size: WIDTHS.desk });
    await visit(counsellor, "/desk/people");
    await counsellor.click('main a[href="/desk/groups"]');
    await assertSound(counsellor);
    await assertFits(counsellor);
    await visit(counsellor, entry);
    assert.match(await counsellor.locator("main").innerText(), /社区矫正对象/);
    assert.equal(await counsellor.locator("form#end").count(), 0, "who guides does not keep the register");
    const doctor = await openAs(browser, server.address, "doctor", { size: WIDTHS.phone });
    await visit(doctor, "/desk/groups");
    assert.doesNotMatch(await doctor.locator("main").innerText(), /矫正/);
    await visit(doctor, entry, 404);
    for (const login of ["leader", "duty1", "grid", "auditor"]) {
      const other = await openAs(browser, server.address, login, { size: WIDTHS.desk });
      await visit(other, "/desk/groups", 403);
    }
  });

  it("tells the person in kind words what is on record", async () => {
    const resident = await openAs(browser, server.address, "resident", { size: WIDTHS.phone });
    await visit(resident, "/me/privacy");
    await assertSound(resident);
    await assertFits(resident);
    await assertKind(resident);
    assert.match(await resident.locator("section[aria-labelledby=groups]").innerText(), /由郁听雨登记.*已结束/s);
    await resident.click("section[aria-labelledby=groups] a");
    assert.equal(await resident.locator('option[value="groups"], input[value="groups"]').count(), 1, "the person can object");
  });

  it("is confirmed and ended, and the number on record goes back", async () => {
    const justice = await openAs(browser, server.address, "justice", { size: WIDTHS.desk });
    const before = await countOf(justice);
    await visit(justice, entry);
    await justice.click('form#confirm button[type="submit"]');
    assert.match(await justice.locator("[role=status]").innerText(), /已复核/);
    await justice.locator("details:has(form#end) summary").click();
    await justice.fill('form#end input[name="day"]', "2020-01-01");
    await Promise.all([justice.waitForNavigation(), justice.click('form#end button[type="submit"]')]);
    expectRefusal(justice, 422);
    await visit(justice, entry);
    await justice.locator("details:has(form#end) summary").click();
    await justice.click('form#end button[type="submit"]');
    assert.match(await justice.locator("[role=status]").innerText(), /已结束/);
    assert.equal(await justice.locator("form#confirm").count(), 0, "it is over");
    assert.equal(await countOf(justice), before - 1);
  });

  it("counts coverage by quarter without small places", async () => {
    const leader = await openAs(browser, server.address, "leader", { size: WIDTHS.phone });
    await visit(leader, "/desk/aggregates?measure=guidance");
    await assertSound(leader);
    await assertFits(leader);
    const words = await leader.locator("main").innerText();
    assert.match(words, /覆盖率/);
    assert.match(words, /分母.*社区矫正对象/s, "who is counted stands on the page");
    assert.match(words, /尚无个案/);
  });
});
