import type { Page } from "@playwright/test";
import { forEverybody } from "./everybody";
import { good, slowBuild, talking } from "./sources";
import {
  type Application,
  answerOf,
  api,
  commit,
  database,
  deploy,
  deployAndWatch,
  downloaded,
  engine,
  expect,
  kept,
  logOf,
  makeProject,
  queue,
  server,
  statusOf,
  test,
} from "./stage";

/** What is away is said; nothing that was typed or shown is lost; all goes on by itself, without a reload. */
const BACK = { timeout: 30_000 };
const DESK = { width: 1280, height: 800 };
const noServer = (page: Page) => page.getByText("The server does not answer. Trying again");
const noEngine = (page: Page) => page.getByText("Docker does not answer");
const noDatabase = (page: Page) => page.getByText(/^The database is away: .+ It comes back by itself/);
const check = (page: Page, title: string) =>
  page
    .getByRole("list", { name: "Checks" })
    .getByRole("listitem")
    .filter({ has: page.getByText(title, { exact: true }) });
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Application" }).getByRole("link", { name });

/** Plays what happens on pages that must not be loaded anew meanwhile. */
async function withoutReload(pages: Page[], story: () => Promise<void>): Promise<void> {
  for (const page of pages) await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  await story();
  for (const page of pages) expect(await page.evaluate(() => "isTheSame" in window)).toBe(true);
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

test.afterEach(async () => {
  await server(false);
  await engine(false);
  await queue(false);
  await database(false);
});

test("the server is away: said on every page, nothing typed is lost, and all goes on by itself", async ({
  page: log,
  context,
  application,
}, info) => {
  await watchTalking(log, application);
  const [home, form] = [await context.newPage(), await context.newPage()];
  await home.goto("/");
  await expect(home.getByRole("link", { name: `${application.name} project` }).first()).toBeVisible();
  await form.goto(`/applications/${application.applicationId}/source`);
  const branch = form.getByRole("textbox", { name: "Branch" });
  await expect(branch).toHaveValue("main");
  await branch.fill("next");
  const before = (await downloaded(log)).length;
  await withoutReload([home, form, log], async () => {
    await server(true);
    for (const page of [home, form, log]) await expect(noServer(page)).toBeVisible();
    await expect(log.getByText("The log goes on by itself")).toBeVisible();
    await form.getByRole("button", { name: "Save" }).first().click();
    await expect(form.getByRole("alert")).toContainText("What you typed is kept");
    await branch.fill("next-one");
    await forEverybody(home);
    await home.setViewportSize(DESK);
    await home.getByRole("link", { name: "Registries" }).click(); // a page that was not loaded before
    await expect(home.getByRole("status", { name: "Loading" }).first()).toBeVisible();
    await server(false);

    for (const page of [home, form, log]) await expect(noServer(page)).toBeHidden(BACK);
    await expect(log.getByText("The log goes on by itself")).toBeHidden(BACK);
    await expectWholeLog(log, before);
    await expect(branch).toHaveValue("next-one");
    await form.getByRole("button", { name: "Save" }).first().click();
    await expect(form.getByText("Built from branch next-one")).toBeVisible();
    await expect(home.getByRole("heading", { name: "Registries", exact: true })).toBeVisible(BACK);
    await home.getByRole("link", { name: "Projects", exact: true }).click();
    const name = `after ${info.testId.slice(-6)}`;
    const { projectId } = await makeProject(name);
    await expect(home.getByRole("link", { name })).toBeVisible();
    await api.POST("/project.remove", { body: { projectId } });
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
  await withoutReload([page, other], async () => {
    const before = (await downloaded(page)).length;
    await engine(true);
    await expect(noEngine(page)).toBeVisible();
    await expect(page.getByText("No Docker Engine answers at")).toBeVisible();
    await expect(logOf(page)).toContainText(/line \d/);

    await expect(noEngine(other)).toBeVisible();
    await expect(check(other, "Docker Engine")).toContainText("its socket does not exist");
    await expect(other.getByText("Something does not work").first()).toBeVisible();

    await forEverybody(other);
    await other.setViewportSize(DESK);

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
  await withoutReload([page], async () => {
    await queue(true);
    await expect(check(page, "Queue")).toContainText("Warning", BACK);
    await expect(check(page, "Queue")).toContainText("nothing is lost");
    await expect(page.getByText("It works, with warnings")).toBeVisible();
    await deploy(application);
    expect(await answerOf(page, application.host)).toContain(`hello from ${application.name}`);
    await queue(false);
    await expect(page.getByText("Everything is well")).toBeVisible({ timeout: 60_000 });
  });
});

test("the database is away: said with its cause, nothing typed is lost, what is deployed serves, and all goes on", async ({
  page: form,
  context,
  application,
}) => {
  await deploy(application);
  const home = await context.newPage();
  await home.goto("/");
  await expect(home.getByRole("link", { name: `${application.name} project` }).first()).toBeVisible();
  await form.goto(`/applications/${application.applicationId}/source`);
  const branch = form.getByRole("textbox", { name: "Branch" });
  await expect(branch).toHaveValue("main");
  await withoutReload([home, form], async () => {
    await database(true);
    for (const page of [home, form]) await expect(noDatabase(page)).toBeVisible();
    await branch.fill("next");
    await form.getByRole("button", { name: "Save" }).first().click();
    await expect(form.getByRole("alert")).toContainText("The database is away");
    expect(await answerOf(form, application.host)).toContain(`hello from ${application.name}`);
    await home.getByRole("link", { name: "Registries" }).click();
    await expect(home.getByRole("status", { name: "Loading" }).first()).toBeVisible();
    await database(false);

    for (const page of [home, form]) await expect(noDatabase(page)).toBeHidden(BACK);
    await expect(home.getByRole("heading", { name: "Registries", exact: true })).toBeVisible(BACK);
    await expect(branch).toHaveValue("next");
    await form.getByRole("button", { name: "Save" }).first().click();
    await expect(form.getByText("Built from branch next")).toBeVisible();
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
  await server(true);
  await server(false);
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
