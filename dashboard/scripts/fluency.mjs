// How fluent a project with two hundred services is, in a real Chromium against a running server:
//   DOKPLOY_KEY=… node scripts/fluency.mjs http://127.0.0.1:3000
// Makes the project through the API when it is not there yet (its services are never deployed), and prints a table.
// Signs in with DOKPLOY_EMAIL and DOKPLOY_PASSWORD. SERVICES=500 takes another number, CHROMIUM another browser.
import { chromium } from "@playwright/test";

const [, , base = "http://127.0.0.1:3000"] = process.argv;
const { DOKPLOY_KEY = "", DOKPLOY_EMAIL = "", DOKPLOY_PASSWORD = "" } = process.env;
const services = Number(process.env.SERVICES ?? 200);
const server = process.env.DOKPLOY_URL ?? base;
const project = `Fluency ${services}`;
const words = ["gateway", "billing", "search", "mailer", "images", "catalog", "reports", "session"];
/** The one that stands first, so that it is in sight. */
const FIRST = "billing-1";
const statuses = ["done", "done", "done", "idle", "error"];

async function call(procedure, body, isAgain = false) {
  const answer = await fetch(`${server}/api/${procedure}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", "x-api-key": DOKPLOY_KEY },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => undefined);
  // A connection that was kept may have been closed meanwhile.
  if (!answer && !isAgain) return call(procedure, body, true);
  if (!answer) throw new Error(`${server} does not answer`);
  if (!answer.ok) throw new Error(`${procedure}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function made() {
  const known = (await call("project.all")).find((one) => one.name === project);
  if (known) {
    const applications = known.environments[0].applications;
    return {
      projectId: known.projectId,
      applicationId: applications.find((one) => one.name === FIRST).applicationId,
    };
  }
  const { project: fresh, environment } = await call("project.create", { name: project });
  let applicationId;
  for (let number = 0; number < services; number += 1) {
    const name = `${words[number % words.length]}-${number}`;
    const one = await call("application.create", { name, environmentId: environment.environmentId });
    const applicationStatus = statuses[number % statuses.length];
    await call("application.update", { applicationId: one.applicationId, applicationStatus });
    if (name === FIRST) applicationId = one.applicationId;
  }
  return { projectId: fresh.projectId, applicationId };
}

const percentile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** Runs in the page: resolves with the time at which the list says it has so many services and has been painted. */
const untilCards = (wanted) =>
  new Promise((done) => {
    const look = () => {
      const first = document.querySelector("ul[aria-label=Services] > li");
      if (Number(first?.ariaSetSize) !== wanted) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    };
    look();
  });

async function opened(page, projectId) {
  await page.goto(`/projects/${projectId}`);
  return page.evaluate(untilCards, services);
}

/** From the click on the project's card to its list, with everything loaded before: what moving around costs. */
async function entered(page) {
  await page.goto("/");
  const card = page.getByRole("link", { name: project, exact: true });
  await card.hover();
  await page.waitForTimeout(800);
  const from = await page.evaluate(() => performance.now());
  await card.click();
  return (await page.evaluate(untilCards, services)) - from;
}

/** Frames while the wheel turns through the whole page, in milliseconds each. */
async function scrolled(page) {
  await page.mouse.move(700, 500);
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const count = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.frame_ = requestAnimationFrame(count);
    };
    window.frame_ = requestAnimationFrame(count);
  });
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, turn < 40 ? 160 : -320);
    await page.waitForTimeout(16);
  }
  return page.evaluate(() => {
    cancelAnimationFrame(window.frame_);
    return window.frames_.slice(1);
  });
}

/** For each key: until the letter is painted; and once the typing rests, until the list shows what matches. */
async function typed(page) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.keyboard.press("/");
  await page.evaluate(() => {
    window.keys_ = [];
    addEventListener("keydown", () => {
      const from = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.keys_.push(performance.now() - from)));
    });
  });
  for (const letter of "billing-") {
    await page.keyboard.press(letter);
    await page.waitForTimeout(60);
  }
  const from = await page.evaluate(() => performance.now());
  const filtered = (await page.evaluate(untilCards, Math.ceil((services - 1) / words.length))) - from;
  const keys = await page.evaluate(() => window.keys_);
  const clear = await page.evaluate(() => performance.now());
  await page.keyboard.press("Escape");
  return { keys, filtered, cleared: (await page.evaluate(untilCards, services)) - clear };
}

/** From the click that selects all to the painted selection. */
async function selected(page) {
  await page.locator("input[type=checkbox]").first().check({ force: true });
  const button = page.getByRole("button", { name: /^Select all/ });
  await button.waitFor();
  const took = button.evaluate(
    (element) =>
      new Promise((done) => {
        const from = performance.now();
        element.click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
      }),
  );
  const all = await took;
  await page.getByRole("button", { name: "Clear the selection" }).click();
  return all;
}

/** From a change on the server, made by somebody else, to the card that shows it. */
async function heard(page, applicationId) {
  const card = page.locator(`article:has(a[href="/applications/${applicationId}"])`);
  const change = async (applicationStatus, word) => {
    const from = Date.now();
    await call("application.update", { applicationId, applicationStatus });
    await card.getByText(word, { exact: true }).waitFor();
    return Date.now() - from;
  };
  await change("idle", "Idle");
  return change("done", "Running");
}

async function measured(slowdown, { projectId, applicationId }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: base });
  const page = await context.newPage();
  await page.request.post("/api/auth/sign-in/email", {
    data: { email: DOKPLOY_EMAIL, password: DOKPLOY_PASSWORD },
  });
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const first = await opened(page, projectId);
  const again = await opened(page, projectId);
  const enter = await entered(page);
  await page.waitForTimeout(500);
  const frames = await scrolled(page);
  const { keys, filtered, cleared } = await typed(page);
  const select = await selected(page);
  const news = await heard(page, applicationId);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await browser.close();
  return {
    "first visit, nothing cached": ms(first),
    "opened again, assets cached": ms(again),
    "from the home page, by a click": ms(enter),
    "scrolling, frames: median, 95 %, worst": [0.5, 0.95, 1]
      .map((share) => ms(percentile(frames, share)))
      .join(", "),
    "scrolling, frames longer than 50 ms": `${frames.filter((frame) => frame > 50).length} of ${frames.length}`,
    "a typed letter on screen: median, worst": [0.5, 1]
      .map((share) => ms(percentile(keys, share)))
      .join(", "),
    "list filtered after the last letter": ms(filtered),
    "search emptied, all shown again": ms(cleared),
    "all selected": ms(select),
    "a change elsewhere, shown": ms(news),
    "elements on the page": String(nodes),
  };
}

const place = await made();
await measured(1, place);
const fast = await measured(1, place);
const slow = await measured(4, place);
console.log(
  `| ${services} services on a project page | measured | processor slowed down four times |\n|---|---|---|`,
);
for (const [name, value] of Object.entries(fast)) console.log(`| ${name} | ${value} | ${slow[name]} |`);
