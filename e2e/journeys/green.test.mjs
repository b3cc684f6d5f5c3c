// A school sends a pupil to the hospital and takes the pupil back; an aid file opens to names only; at two widths.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertSound, expectRefusal, launch, visit } from "../lib/browser.mjs";
import { openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

const SHOTS = process.env.XINQIAO_SHOTS;
const shot = async (page, name) => SHOTS && page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const text = (page) => page.locator("main").innerText();

/** Opens the form of a step and sends it with what `fill` puts in. */
async function does(page, name, fill = async () => {}) {
  const form = page.locator(`form#${name}`);
  await form.evaluate((found) => {
    found.closest("details")?.setAttribute("open", "");
    // what the browser would not send is asked of the server too
    found.noValidate = true;
  });
  await fill(form);
  await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
}

/** The file of the pupil with a demonstration account. */
async function pupilOf(page) {
  await visit(page, "/desk/people");
  await page.fill("#people-q", "苗新雨");
  await Promise.all([page.waitForNavigation(), page.click("#people button[type=submit]")]);
  await Promise.all([page.waitForNavigation(), page.locator(".xq-task a").first().click()]);
  return new URL(page.url()).pathname;
}

describe("the green channel", () => {
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
    it(`goes from the school to the hospital and back, and somebody looks again, at the width of a ${name}`, async () => {
      const school = await openAs(browser, server.address, "school", { size });
      const person = await pupilOf(school);
      await visit(school, `${person}/green`);
      await assertSound(school);
      await shot(school, `green-new-${name}`);
      await does(school, "green", (form) => form.locator('input[name="cause"]').first().check());
      const address = new URL(school.url()).pathname;
      assert.match(await text(school), /危机小组商量/);
      // one alone is no team
      await does(school, "meet", (form) => form.locator('input[name="present"]').first().check());
      expectRefusal(school, 422);
      assert.match(await text(school), /至少选两个在场的人/);
      await assertSound(school);
      await does(school, "meet", async (form) => {
        for (const box of (await form.locator('input[name="present"]').all()).slice(0, 2)) await box.check();
      });
      await does(school, "inform");
      await shot(school, `green-slot-${name}`);

      await visit(school, `${person}/refer`);
      const desk = await school.locator("main a", { hasText: "民乐县人民医院心理科" }).first().getAttribute("href");
      await visit(school, desk);
      await school.locator('[name="f-name"]').fill("苗新雨");
      await school.locator('[name="f-phone"]').fill("13900000003");
      await school.locator('[name="f-birth_year"]').fill("2011");
      await school.locator('[name="f-reason"]').fill("睡不好，想请医生看看。");
      if (await school.locator('[name="f-guardian"]').count()) await school.locator('[name="f-guardian"]').fill("母亲");
      await school.locator('input[name="ground"][value="consent:guardian"]').check();
      await Promise.all([school.waitForNavigation(), school.locator('button[name="go"][value="preview"]').click()]);
      await Promise.all([school.waitForNavigation(), school.locator('button[name="go"][value="send"]').click()]);
      const referral = new URL(school.url()).pathname;
      await visit(school, address);
      const id = referral.split("/").pop();
      await does(school, "cite", (form) => form.locator('select[name="referral"]').selectOption(id));
      assert.match(await text(school), /秦若谷/);

      const hospital = await openAs(browser, server.address, "hospital", { size });
      await visit(hospital, "/desk/green");
      await assertSound(hospital);
      await shot(hospital, `greens-${name}`);
      assert.equal(await hospital.locator(`section[aria-labelledby="owed"] a[href="${address}"]`).count(), 1);
      await visit(hospital, address);
      assert.equal(await hospital.locator("form#meet, form#plan").count(), 0);
      const slot = `${day(1)}T09:30`;
      await does(hospital, "slot", (form) => form.locator('input[name="at"]').fill(slot));
      expectRefusal(hospital, 409);
      assert.match(await text(hospital), /还缺前面的一步/);
      await visit(hospital, referral);
      await does(hospital, "accept");
      await does(hospital, "begin");
      await visit(hospital, address);
      await does(hospital, "slot", (form) => form.locator('input[name="at"]').fill(slot));
      await does(hospital, "treat", (form) => form.locator('input[name="choice"][value="over"]').check());
      await visit(hospital, referral);
      await does(hospital, "report", (form) => form.locator('select[name="choice"]').selectOption("care_ended"));
      await visit(hospital, address);
      await does(hospital, "feed-back");
      await assertSound(hospital);
      await shot(hospital, `green-hospital-${name}`);

      await visit(school, address);
      assert.match(await text(school), /服务已结束/);
      await does(school, "plan", async (form) => {
        await form.locator('input[name="back_on"]').fill(day(3));
        await form.locator('input[name="conditions"]').first().check();
        await form.locator('input[name="teacher"]').first().check();
      });
      expectRefusal(school, 422);
      assert.equal(await school.locator('form#plan input[name="back_on"]').inputValue(), day(3), "nothing typed is lost");
      await assertSound(school);
      await shot(school, `green-plan-${name}`);
      await does(school, "plan", (form) => form.locator('input[name="review_on"]').fill(day(10)));
      assert.match(await text(school), /告诉班主任的一句话/);
      await does(school, "review", (form) => form.locator('input[name="choice"][value="well"]').check());
      assert.match(await text(school), /已结束/);
      await assertSound(school);
      await shot(school, `green-ended-${name}`);
    });

    it(`shows an aid file to whom it names, each opening written down, at the width of a ${name}`, async () => {
      const keeper = await openAs(browser, server.address, "duty1", { size });
      await visit(keeper, "/desk/aid");
      await assertSound(keeper);
      await shot(keeper, `aids-${name}`);
      const address = await keeper.locator('main a[href^="/desk/aid/"]').first().getAttribute("href");
      await visit(keeper, address);
      await assertSound(keeper);
      await shot(keeper, `aid-${name}`);
      assert.doesNotMatch(await text(keeper), /演示卷/);
      await does(keeper, "open");
      expectRefusal(keeper, 422);
      await does(keeper, "open", (form) => form.locator('textarea[name="note"]').fill("核对笔录在哪里"));
      await assertSound(keeper);
      await shot(keeper, `aid-file-${name}`);
      assert.match(await text(keeper), /演示卷 7 号/);
      assert.match(await keeper.locator('section[aria-labelledby="openings"]').innerText(), /核对笔录在哪里/);
      const other = await openAs(browser, server.address, "duty2", { size });
      await visit(other, "/desk/aid");
      assert.equal(await other.locator(`main a[href="${address}"]`).count(), 0);
      const answer = await other.goto(new URL(address, server.address).href);
      expectRefusal(other, 404);
      assert.equal(answer.status(), 404);
      const worker = await openAs(browser, server.address, "social", { size });
      await visit(worker, address);
      assert.equal(await worker.locator("form#open").count(), 0);
      assert.match(await text(worker), /没有写上您的名字/);
    });
  }
});
