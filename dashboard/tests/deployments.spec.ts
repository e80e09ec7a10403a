import type { Page } from "@playwright/test";
import { crashes, failingBuild, good, slowBuild } from "./sources";
import {
  answerOf,
  commit,
  deploy,
  deployAndWatch,
  downloaded,
  expect,
  kept,
  logOf,
  statusOf,
  test,
} from "./stage";

const runs = (page: Page) => page.getByRole("list", { name: "Deployments" }).getByRole("listitem");

test("a build that fails says where and why, and nothing runs", async ({ page, application }) => {
  await commit(application.name, failingBuild, "Break it");
  await deployAndWatch(page, application);
  await expect(statusOf(page, "Failed")).toBeVisible();
  await expect(logOf(page)).toContainText("no such module: shop");
  await expect(page.getByRole("article").getByRole("alert")).toContainText(/exit code|build/i);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByText("Nothing runs")).toBeVisible();
});

test("a release that crashes is caught, and the old one goes on serving", async ({ page, application }) => {
  await deploy(application);
  await commit(application.name, crashes("cannot open the database", 3), "Crash at start");
  await deployAndWatch(page, application);
  await expect(statusOf(page, "Failed")).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("article")).toContainText("exit code 3");
  await expect(logOf(page)).toContainText("cannot open the database");
  expect(await answerOf(page, application.host)).toContain(`hello from ${application.name}`);
});

test("an older release comes back after one question", async ({ page, application }) => {
  await deploy(application, "done", "The first one");
  await commit(application.name, good("the second page"), "Another page");
  await deploy(application, "done", "The second one");
  expect(await answerOf(page, application.host)).toContain("the second page");

  await page.goto(`/applications/${application.applicationId}/deployments`);
  const second = runs(page).filter({ hasText: "The second one" });
  await expect(second.getByText("Live")).toBeVisible();
  await page.getByRole("button", { name: "More about The first one" }).click();
  await page.getByRole("menuitem", { name: "Roll back to release 1" }).click();
  const question = page.getByRole("dialog", { name: "Roll back to release 1?" });
  await question.getByRole("button", { name: "Roll back" }).click();
  await expect(question).toBeHidden();
  await expect(runs(page)).toHaveCount(3);
  const newest = runs(page).first();
  await expect(newest.getByText("Done", { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(newest.getByText("Live")).toBeVisible();
  await expect(second.getByText("Live")).toBeHidden();
  expect(await answerOf(page, application.host)).toContain(`hello from ${application.name}`);
});

test("a running build is cancelled", async ({ page, application }) => {
  await commit(application.name, slowBuild(120, 1), "Take your time");
  await deployAndWatch(page, application);
  await expect(logOf(page)).toContainText("step 2");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(statusOf(page, "Cancelled")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeHidden();
  expect(await downloaded(page)).toEqual(await kept(page));
});
