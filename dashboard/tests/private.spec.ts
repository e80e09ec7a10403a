import { good } from "./sources";
import {
  answerOf,
  api,
  applicationOf,
  commitOverSsh,
  expect,
  got,
  kept,
  letIn,
  lose,
  makeProject,
  privateImage,
  removeService,
  runsOf,
  statusOf,
  test,
} from "./stage";

test("a private image, with a login that is tried, kept, and missed when it is gone", async ({
  page,
}, info) => {
  const name = `image-${info.testId.slice(-6)}`;
  const { image, host, user, password } = await privateImage(name, good("from a registry"));
  const project = await makeProject(name);
  await page.goto("/registries");
  await page.getByRole("button", { name: "Add registry" }).first().click();
  const adding = page.getByRole("dialog", { name: "Add registry" });
  await adding.getByLabel("Name", { exact: true }).fill("The team's");
  await adding.getByLabel("Host").fill(`http://${host}/`);
  await adding.getByLabel("User name").fill(user);
  await adding.getByLabel("Password or token").fill("not the password");
  await adding.getByRole("button", { name: "Add registry" }).click();
  await expect(adding.getByRole("alert")).toContainText(/unauthorized|login/i);
  await adding.getByLabel("Password or token").fill(password);
  await adding.getByRole("button", { name: "Add registry" }).click();
  await expect(adding).toBeHidden();

  await page.goto(`/projects/${project.projectId}?create=image`);
  const making = page.getByRole("dialog", { name: "New service" });
  await making.getByLabel("Image", { exact: true }).fill(image);
  await expect(making).toContainText(`Pulled from ${host} as ${user} (The team's, from Registries).`);
  await making.getByRole("button", { name: "Create and deploy" }).click();
  await expect(page).toHaveURL(/\/deployments\/.+/);
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  expect((await kept(page)).join()).not.toContain(password);
  await removeService(applicationOf(page));

  await page.goto("/registries");
  await page.getByRole("button", { name: "More about The team's" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("The team's", { exact: true })).toBeHidden();
});

test("a private site over SSH, with a key made in place, a pinned host, and releases that a registry keeps", async ({
  page,
}, info) => {
  test.setTimeout(150_000);
  const name = `site-${info.testId.slice(-6)}`;
  const site = (text: string) => ({ "public/index.html": `<!doctype html><h1>${text}</h1>\n` });
  const { url, fingerprint } = await commitOverSsh(name, site("the first page"), "Write it");
  const { host, user, password } = await privateImage("unused", good("unused"));
  const login = { registryName: name, registryUrl: host, username: user, password, imagePrefix: "kept" };
  const registry = await got(api.POST("/registry.create", { body: { ...login, registryType: "cloud" } }));
  const project = await makeProject(name);

  await page.goto(`/projects/${project.projectId}?create=git`);
  const making = page.getByRole("dialog", { name: "New service" });
  await making.getByRole("textbox", { name: "Repository" }).fill(url);
  await making.getByRole("button", { name: "New key" }).click();
  const keying = page.getByRole("dialog", { name: "Add SSH key" });
  await keying.getByLabel("Name").fill(`key of ${name}`);
  await keying.getByRole("button", { name: "Generate key" }).click();
  const made = page.getByRole("dialog", { name: `key of ${name} is ready` });
  await letIn((await made.getByText(/^ssh-ed25519 /).textContent()) ?? "");
  await made.getByRole("button", { name: "Done" }).click();
  await expect(making.getByRole("textbox", { name: "Repository" })).toHaveValue(url);
  await expect(making.getByLabel("SSH key").locator("option:checked")).toHaveText(`key of ${name}`);
  await making.getByLabel("Build", { exact: true }).selectOption("Static site");
  await making.getByLabel("Published folder").fill("public");
  await making.getByText("Deploy at once").click();
  await making.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByText("Not deployed yet.")).toBeVisible();
  const applicationId = applicationOf(page);
  await api.POST("/domain.create", { body: { applicationId, host: `${name}.localhost`, port: 80 } });

  await page.getByRole("link", { name: "Advanced" }).click();
  const rollback = page.getByRole("form", { name: "Rollback" });
  await rollback.getByText("Keep copies in a registry").click();
  await rollback.getByLabel("Registry", { exact: true }).selectOption(name);
  await rollback.getByRole("button", { name: "Save" }).click();
  await expect(rollback.getByRole("button", { name: "Save" })).toBeHidden();

  await page.getByRole("button", { name: "Deploy", exact: true }).first().click();
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  expect((await kept(page)).join()).toContain(fingerprint);
  expect(await answerOf(page, `${name}.localhost`)).toBe("the first page");
  const [first] = await runsOf(applicationId);

  await commitOverSsh(name, site("the second page"), "Write it anew");
  await page.getByRole("button", { name: "Deploy", exact: true }).first().click();
  await expect(statusOf(page, "Done")).toBeHidden(); // the address changes a moment before the page does
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  expect(await answerOf(page, `${name}.localhost`)).toBe("the second page");

  await lose(first?.rollback?.imageId ?? "");
  await page.getByRole("link", { name: "Deployments", exact: true }).last().click();
  await page
    .getByRole("button", { name: /^More about/ })
    .last()
    .click();
  await page.getByRole("menuitem", { name: "Roll back to release 1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await page.getByRole("list", { name: "Deployments" }).getByRole("link").first().click();
  await expect(statusOf(page, "Done")).toBeVisible({ timeout: 60_000 });
  expect((await kept(page)).join()).toContain(`pulling it from ${host}`);
  expect(await answerOf(page, `${name}.localhost`)).toBe("the first page");

  await page.goto("/ssh-keys");
  await expect(page.getByRole("table", { name: "Known servers" })).toContainText(fingerprint);
  for (const [path, what] of [
    ["/ssh-keys", `key of ${name}`],
    ["/registries", name],
  ] as const) {
    await page.goto(path);
    await page.getByRole("button", { name: `More about ${what}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("dialog")).toContainText("It is in use");
    await expect(page.getByRole("dialog").getByRole("link", { name })).toBeVisible();
  }
  await removeService(applicationId);
  await api.POST("/registry.remove", { body: { registryId: registry.registryId } });
});
