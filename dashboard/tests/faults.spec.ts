import type { Page } from "@playwright/test";
import { good, slowBuild, talking } from "./sources";
import {
  type Application,
  answerOf,
  commit,
  deploy,
  deployAndWatch,
  downloaded,
  engine,
  expect,
  kept,
  logOf,
  makeProject,
  queue,
  restart,
  statusOf,
  test,
} from "./stage";

/** What is away is said; nothing that was typed or shown is lost; all goes on by itself, without a reload. */
const BACK = { timeout: 30_000 };
const noServer = (page: Page) => page.getByText("The server does not answer. Trying again");
const noEngine = (page: Page) => page.getByText("Docker does not answer");
const check = (page: Page, title: string) =>
  page.getByRole("list", { name: "Checks" }).getByRole("listitem").filter({ has: page.getByText(title, { exact: true }) });
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Application" }).getByRole("link", { name });

/** Plays what happens on a page that must not be loaded anew meanwhile. */
async function withoutReload(page: Page, story: () => Promise<void>): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  await story();
  expect(await page.evaluate(() => "isTheSame" in window)).toBe(true);
}

/** An application that says `line 1`, `line 2` …, with its log in sight. */
async function watchTalking(page: Page, application: Application): Promise<void> {
  await commit(application.name, talking("talks"), "Talk");
  await deploy(application);
  await page.goto(`/applications/${application.applicationId}/logs`);
  await expect(logOf(page)).toContainText(/line \d/);
}

/** The log goes on past what it held, with every number once. */
async function expectWholeLog(page: Page, before: number): Promise<void> {
  const numbers = async () =>
    (await downloaded(page)).flatMap((line) => /\bline (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  await expect.poll(async () => (await numbers()).length, BACK).toBeGreaterThan(before + 3);
  const seen = await numbers();
  expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index));
}

test.afterEach(() => engine(false));

test("the server is away while home is open: said, and what is made meanwhile appears by itself", async ({
  page,
}, info) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await withoutReload(page, async () => {
    const back = restart(4);
    await expect(noServer(page)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Registries" }).click(); // a page that is not loaded yet
    await back;
    await expect(noServer(page)).toBeHidden(BACK);
    await expect(page.getByRole("heading", { name: "Registries", exact: true })).toBeVisible(BACK);
    await expect(page.getByRole("main")).not.toContainText("could not be loaded");
    await page.getByRole("link", { name: "Projects" }).click();
    const name = `after ${info.testId.slice(-6)}`;
    await makeProject(name);
    await expect(page.getByRole("link", { name })).toBeVisible();
  });
});

test("the server is away while a form is half typed: nothing is lost, and it is saved afterwards", async ({
  page,
  application,
}) => {
  await page.goto(`/applications/${application.applicationId}/source`);
  const branch = page.getByRole("textbox", { name: "Branch" });
  await expect(branch).toHaveValue("main");
  await branch.fill("next");
  await withoutReload(page, async () => {
    const back = restart(4);
    await expect(noServer(page)).toBeVisible();
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect(page.getByRole("alert")).toContainText("What you typed is kept");
    await branch.fill("next-one");
    await back;
    await expect(noServer(page)).toBeHidden(BACK);
    await expect(branch).toHaveValue("next-one");
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect(page.getByText("Built from branch next-one")).toBeVisible();
  });
});

test("the server is away while an application's log runs: it goes on where it stood", async ({
  page,
  application,
}) => {
  await watchTalking(page, application);
  await withoutReload(page, async () => {
    const before = (await downloaded(page)).length;
    const back = restart(4);
    await expect(noServer(page)).toBeVisible();
    await expect(page.getByText("The log goes on by itself")).toBeVisible();
    await back;
    await expect(page.getByText("The log goes on by itself")).toBeHidden(BACK);
    await expectWholeLog(page, before);
  });
});

test("the engine is away: every page says so with its cause, and goes on by itself", async ({
  page,
  context,
  application,
}) => {
  test.setTimeout(180_000);
  await watchTalking(page, application);
  const other = await context.newPage();
  await other.goto("/health");
  await expect(check(other, "Docker Engine")).toContainText("Well");
  await withoutReload(page, async () => {
    const before = (await downloaded(page)).length;
    await engine(true);
    await expect(noEngine(page)).toBeVisible();
    await expect(page.getByText("No Docker Engine answers at")).toBeVisible();
    await expect(logOf(page)).toContainText(/line \d/);

    await expect(noEngine(other)).toBeVisible();
    await expect(check(other, "Docker Engine")).toContainText("its socket does not exist");
    await expect(other.getByText("Something does not work").first()).toBeVisible();

    await tab(page, "Overview").click();
    await expect(page.getByText("1 of 1")).toBeVisible();
    await page.getByRole("button", { name: "Deploy", exact: true }).click();
    await expect(statusOf(page, "Failed")).toBeVisible();
    await expect(page.getByRole("article").getByRole("alert")).toContainText("No Docker Engine answers");
    await tab(page, "Terminal").click();
    await expect(page.getByRole("main")).toContainText("No Docker Engine answers");
    await tab(page, "Metrics").click();
    await expect(page.getByRole("main")).toContainText("No Docker Engine answers");
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    await tab(page, "Logs").click();

    await engine(false);
    await expect(noEngine(page)).toBeHidden(BACK);
    await expectWholeLog(page, before);
    await expect(other.getByText("Everything is well")).toBeVisible({ timeout: 60_000 });
    await expect(noEngine(other)).toBeHidden();
    await commit(application.name, good("it is back"), "Come back");
    await page.getByRole("button", { name: "Deploy", exact: true }).click();
    await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
    expect(await answerOf(page, application.host)).toContain("it is back");
  });
});

test("the queue is away: a warning, deployments go on, and well again by itself", async ({
  page,
  application,
}) => {
  await page.goto("/health");
  await expect(page.getByText("Everything is well")).toBeVisible({ timeout: 60_000 });
  await withoutReload(page, async () => {
    await queue(true);
    try {
      await expect(check(page, "Queue")).toContainText("Warning", BACK);
      await expect(check(page, "Queue")).toContainText("nothing is lost");
      await expect(page.getByText("It works, with warnings")).toBeVisible();
      await deploy(application);
      expect(await answerOf(page, application.host)).toContain(`hello from ${application.name}`);
    } finally {
      await queue(false);
    }
    await expect(page.getByText("Everything is well")).toBeVisible({ timeout: 60_000 });
  });
});

test("the server restarts during a live log: no line is missing, none comes twice", async ({
  page,
  application,
}) => {
  const steps = 18; // it must be building yet when the server ends, also where the page comes slowly
  await commit(application.name, slowBuild(steps, 0.5), "Count");
  await deployAndWatch(page, application);
  await expect(logOf(page)).toContainText("step 3");
  await restart(3);
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("The server does not answer")).toBeHidden();

  const wanted = await kept(page);
  await expect.poll(() => downloaded(page)).toEqual(wanted);
  // The run began anew after the restart, and so did the counting.
  const counted = wanted.flatMap((line) => /\bstep (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  const first = counted.slice(0, counted.indexOf(1, 1));
  expect(first.length).toBeGreaterThanOrEqual(3);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  expect(counted).toEqual([...upTo(first.length), ...upTo(steps)]);
});
