// Who gets in where, and what the door is made of.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { WIDTHS, assertFits, assertSound, expectRefusal, launch, openPage, visit } from "../lib/browser.mjs";
import { PASSWORD, assertKind, fillSignIn, openAs } from "../lib/people.mjs";
import { startServer } from "../lib/server.mjs";

/** Where each account lands at /desk, what it may open, and what it may not, with the answer. */
const DOORS = [
  { login: "doctor", lands: "/desk", opens: ["/desk", "/desk/warnings", "/desk/notices"], refused: { "/desk/audit": 403, "/desk/jobs": 403 } },
  { login: "leader", lands: "/desk/aggregates", opens: ["/desk/aggregates"], refused: { "/desk/warnings": 403, "/desk/audit": 403, "/desk/jobs": 403 } },
  { login: "sysadmin", lands: "/desk/jobs", opens: ["/desk/jobs"], refused: { "/desk/warnings": 403, "/desk/audit": 403 } },
  { login: "secadmin", lands: "/desk/emergency-reviews", opens: ["/desk/emergency-reviews", "/desk/duties/incident"], refused: { "/desk/warnings": 403, "/desk/audit": 403, "/desk/jobs": 403 } },
  { login: "auditor", lands: "/desk/audit", opens: ["/desk/audit"], refused: { "/desk/warnings": 403, "/desk/jobs": 403 } },
  { login: "resident", lands: "/me", opens: ["/me"], refused: { "/desk/warnings": 403, "/desk/audit": 403, "/desk/jobs": 403 } },
];

/** A kind page: the mark's name, words, a way home and the helpline. */
async function assertKindRefusal(page) {
  await assertFits(page);
  assert.equal(await page.locator('main a[href="/"]').count(), 1);
  assert.ok((await page.locator('a[href="tel:12356"]').count()) > 0);
  assert.match(await page.locator("body").innerText(), /心桥/);
}

/** Another site with a form that posts to an address of the program. */
async function otherSite(target) {
  const html = `<!DOCTYPE html><title>elsewhere</title><form method="post" action="${target}"><button>go</button></form>`;
  const site = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(html));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  return { port: site.address().port, stop: () => new Promise((resolve) => site.close(resolve)) };
}

describe("access", () => {
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

  for (const { login, lands, opens, refused } of DOORS) {
    it(`lets ${login} in where the role leads and nowhere else`, async () => {
      const page = await openAs(browser, server.address, login, { size: WIDTHS.desk });
      await visit(page, "/desk");
      assert.equal(new URL(page.url()).pathname, lands);
      for (const path of opens) {
        await visit(page, path);
        assert.equal(new URL(page.url()).pathname, path);
        await assertSound(page);
      }
      for (const [path, status] of Object.entries(refused)) {
        await visit(page, path, status);
        await assertKindRefusal(page);
      }
      await page.context().close();
    });
  }

  it("offers nobody a link that leads nowhere", async () => {
    const dead = [];
    for (const login of ["duty1", "counsellor", "school", "doctor", "sysadmin", "auditor", "leader", "secadmin", "resident"]) {
      const page = await openAs(browser, server.address, login, { size: WIDTHS.desk });
      const links = await page.locator("nav a[href], main a[href]").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
      for (const href of new Set(links.filter((href) => href.startsWith("/")))) {
        const answer = await page.request.get(href);
        if (answer.status() !== 200) dead.push(`${login} is offered ${href} on ${new URL(page.url()).pathname}: ${answer.status()}`);
      }
      await page.context().close();
    }
    assert.deepEqual(dead, []);
  });

  it("does not tell a doctor that somebody else's warning exists", async () => {
    const officer = await openAs(browser, server.address, "duty1", { size: WIDTHS.desk });
    const warning = await officer.locator('#queue a[href^="/desk/warnings/"]').first().getAttribute("href");
    const unknown = warning.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    const page = await openAs(browser, server.address, "doctor", { size: WIDTHS.desk });
    const words = [];
    for (const path of [warning, unknown, "/desk/warnings/not-a-number"]) {
      await visit(page, path, 404);
      await assertKindRefusal(page);
      words.push(await page.locator("main").innerText());
    }
    assert.equal(new Set(words).size, 1, "the three answers differ");
  });

  it("answers an address that nobody knows with a kind page", async () => {
    const page = await openPage(browser, server.address);
    for (const path of ["/no-such-page", "/self-tests/no-such-test", "/self-tests/phq-9/questions/first"]) {
      await visit(page, path, 404);
      await assertKindRefusal(page);
      await assertKind(page);
    }
    await assertSound(page);
  });

  it("leads somebody who opens an address that only takes forms one level up", async () => {
    const page = await openAs(browser, server.address, "resident");
    await visit(page, "/logout");
    assert.equal(new URL(page.url()).pathname, "/");
    await visit(page, "/me/records/01a20341-94bb-7831-9546-7f9c33a10561/forget", 404);
    await assertKindRefusal(page);
  });

  it("leads through the sign-in page to the page that was asked for", async () => {
    const page = await openPage(browser, server.address, { size: WIDTHS.desk });
    await visit(page, "/desk/warnings?kind=all");
    assert.equal(new URL(page.url()).pathname, "/login");
    await fillSignIn(page, "duty1");
    await page.waitForURL("**/desk/warnings?kind=all");
    const elsewhere = await openPage(browser, server.address);
    await visit(elsewhere, "/login?next=//elsewhere.example/");
    await fillSignIn(elsewhere, "resident");
    await elsewhere.waitForURL((address) => address.pathname !== "/login");
    assert.equal(elsewhere.url(), `${server.address}/`);
  });

  it("refuses what another site posts and leaves the session alone", async () => {
    const other = await otherSite(`${server.address}/logout`);
    try {
      const page = await openAs(browser, server.address, "resident");
      // the same host at another port gets the cookie along; another host does not
      for (const host of ["127.0.0.1", "localhost"]) {
        await page.goto(`http://${host}:${other.port}/`);
        const [answer] = await Promise.all([page.waitForNavigation(), page.locator("button").click()]);
        assert.equal(answer.status(), 403, host);
        expectRefusal(page, 403);
        await assertKindRefusal(page);
      }
      await visit(page, "/me/who-looked");
      assert.equal(new URL(page.url()).pathname, "/me/who-looked");
    } finally {
      await other.stop();
    }
  });

  it("gives a cookie that scripts and other sites cannot use, and ends it", async () => {
    const page = await openAs(browser, server.address, "resident");
    const cookie = (await page.context().cookies()).find(({ name }) => name === "xq_session");
    assert.ok(cookie);
    assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, "Lax", "/"]);
    assert.ok(cookie.expires * 1000 < Date.now() + 24 * 3_600_000, "a day at most");
    assert.equal(await page.evaluate(() => document.cookie.includes("xq_session")), false);
    await visit(page, "/me");
    await Promise.all([page.waitForNavigation(), page.locator('form[action="/logout"] button').click()]);
    assert.ok(!(await page.context().cookies()).some(({ name }) => name === "xq_session"));
    await page.context().addCookies([cookie]);
    await visit(page, "/me");
    assert.equal(new URL(page.url()).pathname, "/login", "a copy of the cookie is worth nothing after signing out");
  });

  it("sends the protecting headers with every kind of answer", async () => {
    const page = await openPage(browser, server.address);
    for (const path of ["/", "/login", "/self-tests/phq-9/questions/1", "/no-such-page", "/healthz"]) {
      const headers = (await page.request.get(path)).headers();
      assert.match(headers["content-security-policy"], /default-src 'none'/, path);
      assert.match(headers["content-security-policy"], /frame-ancestors 'none'/, path);
      assert.doesNotMatch(headers["content-security-policy"], /unsafe/, path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.equal(headers["referrer-policy"], "no-referrer", path);
      assert.equal(headers["cache-control"], "no-store", path);
    }
  });

  it("keeps the name after a wrong password and says so", async () => {
    const page = await openPage(browser, server.address);
    await visit(page, "/login");
    await fillSignIn(page, "pupil", "not-the-password");
    await page.locator(".alert").waitFor();
    expectRefusal(page, 401);
    assert.match(await page.locator(".alert").innerText(), /账号或密码不对/);
    assert.equal(await page.locator('input[name="name"]').inputValue(), "pupil");
    assert.equal(await page.locator('input[name="password"]').inputValue(), "");
    await assertSound(page);
    await fillSignIn(page, "pupil");
    await page.waitForURL((address) => address.pathname === "/");
  });

  it("lets a login wait after five wrong passwords, and only that login", async () => {
    const page = await openPage(browser, server.address);
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await page.request.post("/login", { form: { name: "school", password: `wrong-${tries}` } });
      assert.equal(answer.status(), 401);
    }
    await visit(page, "/login");
    await fillSignIn(page, "school", PASSWORD);
    await page.locator(".alert").waitFor();
    expectRefusal(page, 429);
    assert.match(await page.locator(".alert").innerText(), /请过1分钟再来/);
    assert.equal(await page.locator('input[name="name"]').inputValue(), "school");
    await assertSound(page);
    await fillSignIn(page, "auditor");
    await page.waitForURL("**/desk/audit");
  });
});
