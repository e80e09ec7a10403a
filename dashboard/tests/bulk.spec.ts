import { good } from "./sources";
import { api, commit, expect, got, makeProject, test } from "./stage";

test("several services at once: deployed, stopped, moved and deleted", async ({ page }, info) => {
  const project = await makeProject(`bulk ${info.testId.slice(-6)}`);
  const { environmentId } = project;
  const body = { name: "staging", projectId: project.projectId };
  const staging = await got(api.POST("/environment.create", { body }));
  const repository = `bulk-${info.testId.slice(-6)}`;
  const { url } = await commit(repository, good("one of several"), "Say hello");
  for (const name of ["alpha", "beta", "gamma"]) {
    const { applicationId } = await got(api.POST("/application.create", { body: { name, environmentId } }));
    await api.POST("/application.saveGitProvider", {
      body: { applicationId, customGitUrl: url, customGitBranch: "main", customGitBuildPath: "/" },
    });
    await api.POST("/application.saveBuildType", {
      body: { applicationId, buildType: "dockerfile", dockerfile: "Dockerfile" },
    });
  }

  await page.goto(`/projects/${project.projectId}`);
  const card = (name: string) => page.getByRole("article").filter({ has: page.getByRole("link", { name }) });
  const selected = page.getByRole("region", { name: "Selected services" });
  const select = async (...names: string[]) => {
    for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await expect(selected).toContainText(`${names.length} selected`);
  };
  const question = page.getByRole("dialog");

  await select("alpha", "beta");
  await selected.getByRole("button", { name: "Deploy" }).click();
  for (const name of ["alpha", "beta"])
    await expect(card(name).getByText("Running", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(card("gamma").getByText("Running", { exact: true })).toBeHidden();

  await select("alpha", "beta");
  await selected.getByRole("button", { name: "Stop…" }).click();
  await question.getByRole("button", { name: "Stop" }).click();
  const outcomes = page.getByRole("list", { name: /outcomes$/ });
  await expect(outcomes.getByText("Stopped")).toHaveCount(2);

  await select("beta", "gamma");
  await selected.getByRole("button", { name: "Move…" }).click();
  await question.getByLabel("To").selectOption("staging");
  await question.getByRole("button", { name: "Move" }).click();
  await expect(card("beta")).toBeHidden();
  await page.getByRole("link", { name: /^staging/ }).click();
  await expect(card("beta")).toBeVisible();
  await expect(card("gamma")).toBeVisible();

  await select("beta", "gamma");
  await selected.getByRole("button", { name: "Delete…" }).click();
  await expect(question).toContainText("beta, gamma");
  await expect(question.getByRole("button", { name: "Delete" })).toBeDisabled();
  await question.getByRole("textbox").fill("delete 2 services");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No services in staging yet")).toBeVisible();
  const left = await got(
    api.GET("/environment.one", { params: { query: { environmentId: staging.environmentId } } }),
  );
  expect(left.applications).toEqual([]);
  await api.POST("/project.remove", { body: { projectId: project.projectId } });
});
