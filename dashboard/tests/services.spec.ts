import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { good } from "./sources";
import {
  applicationOf,
  commit,
  expect,
  logOf,
  makeProject,
  removeService,
  runsOf,
  stage,
  statusOf,
  test,
} from "./stage";

test("from nothing to a page behind Traefik: project, service from git, log to its end, domain", async ({
  page,
}, info) => {
  const name = `shop-${info.testId.slice(-6)}`;
  const { url, commit: sha } = await commit(name, good("open for business"), "Open the shop");
  await page.goto("/");
  await page.getByRole("button", { name: "New project" }).first().click();
  const projectDialog = page.getByRole("dialog", { name: "New project" });
  await projectDialog.getByLabel("Name").fill(name);
  await projectDialog.getByLabel("Description").fill("What the story is about");
  await projectDialog.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "New service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New service" });
  await dialog.getByRole("textbox", { name: "Repository" }).fill(url);
  await expect(dialog.getByLabel("Name")).toHaveValue(name);
  await dialog.getByRole("button", { name: "Create and deploy" }).click();

  await expect(page).toHaveURL(/\/applications\/.+\/deployments\/.+/);
  await expect(logOf(page)).toContainText("busybox:stable");
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("article")).toContainText(sha.slice(0, 7));

  await page.getByRole("link", { name: "Domains" }).click();
  await page.getByRole("button", { name: "Add domain" }).click();
  const domain = page.getByRole("dialog", { name: /domain/i });
  await domain.getByLabel("Host").fill("not a host");
  await domain.getByLabel("Port in the container").fill("3000");
  await domain.getByRole("button", { name: "Add domain" }).click();
  await expect(domain.getByRole("alert").first()).toBeVisible();
  await domain.getByLabel("Host").fill(`${name}.localhost`);
  await domain.getByRole("button", { name: "Add domain" }).click();
  await expect(domain).toBeHidden();

  await page.getByRole("link", { name: "Overview" }).click();
  const link = page.getByRole("link", { name: `${name}.localhost:${new URL(stage.web).port}` });
  await expect(async () => {
    const opening = page.context().waitForEvent("page");
    await link.click();
    const site = await opening;
    await site.waitForLoadState();
    const said = await site.locator("body").textContent();
    await site.close();
    expect(said).toContain("open for business");
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText("1 of 1")).toBeVisible();
  await removeService(applicationOf(page));
});

test("a folder is uploaded, built and served", async ({ page }, info) => {
  const name = `site-${info.testId.slice(-6)}`;
  const folder = info.outputPath(name);
  const files = { ...good("from a folder"), "node_modules/left/out.js": "1", "deep/er/file.txt": "kept" };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const project = await makeProject(name);
  await page.goto(`/projects/${project.projectId}`);
  await page.getByRole("button", { name: "New service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New service" });
  await dialog.getByText("Upload", { exact: true }).click();
  await dialog.getByLabel("Folder", { exact: true }).setInputFiles(folder);
  await expect(dialog.getByText("3 files")).toBeVisible();
  await expect(dialog.getByText(/Left out: .*node_modules/)).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue(name);
  await dialog.getByRole("button", { name: "Create and deploy" }).click();
  await expect(page).toHaveURL(/\/deployments\/.+/);
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  const [run] = await runsOf(applicationOf(page));
  expect(run?.state).toBe("done");
  await removeService(applicationOf(page));
});
