import { readFileSync } from "node:fs";
import { test as base, expect, type Page } from "@playwright/test";
import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "../src/api/schema";
import { good } from "./sources";

/** Which stories play: "faults", which take the server away from all others, the "others", or all of them in a row. */
export const STORIES = process.env.DOKPLOY_STORIES ?? "all";
export const RESULTS = `test-results/${STORIES}`;
/** Where the set-up story leaves the administrator's cookies, and an API key for what is not clicked. */
export const SIGNED_IN = `${RESULTS}/signed-in.json`;
export const KEY = `${RESULTS}/key`;

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these by pytest tests/e2e/test_dashboard.py`);
  return value;
};

export const ADA = { name: "Ada", email: "ada@example.org" };
export const stage = {
  get url() {
    return given("DOKPLOY_URL");
  },
  /** Where Traefik answers. */
  get web() {
    return given("DOKPLOY_WEB");
  },
  get token() {
    return given("DOKPLOY_SETUP_TOKEN");
  },
  get password() {
    return given("DOKPLOY_PASSWORD");
  },
};

async function hand<Answer>(deed: string, body: object = {}): Promise<Answer> {
  const answer = await fetch(`${given("DOKPLOY_HAND")}/${deed}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${deed}: ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** Writes these files on top of what the repository has, commits and publishes; makes the repository when needed. */
export const commit = (repository: string, files: Record<string, string>, message: string) =>
  hand<{ commit: string; url: string }>("commit", { repository, files, message });

/** The same on a server that is reached over SSH: it shows this host key, and lets in whom `letIn` names. */
export const commitOverSsh = (repository: string, files: Record<string, string>, message: string) =>
  hand<{ commit: string; url: string; fingerprint: string }>("ssh", { repository, files, message });
export const letIn = (key: string) => hand("let-in", { key });

/** An image that lies in a registry with a password, and nowhere else. */
export const privateImage = (name: string, files: Record<string, string>) =>
  hand<{ image: string; host: string; user: string; password: string }>("image", { name, files });

/** Takes an image off the engine, once nothing runs on it any more. */
export const lose = (image: string) => hand("lose", { image });

/** Ends the server as Ctrl-C does; takes the engine, the doorbell's server or PostgreSQL from it. `false` gives it back. */
export const server = (away: boolean) => hand("server", { away });
export const engine = (away: boolean) => hand("engine", { away });
export const queue = (away: boolean) => hand("queue", { away });
export const database = (away: boolean) => hand("database", { away });

const byKey: Middleware = {
  onRequest({ request }) {
    request.headers.set("x-api-key", readFileSync(KEY, "utf8"));
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    throw new Error(`${request.method} ${request.url}: ${response.status} ${await response.text()}`);
  },
};

/** The API with a key of its own, for what a story needs but is not about. */
export const api = createClient<paths>({ baseUrl: `${process.env.DOKPLOY_URL}/api` });
api.use(byKey);

/** The answer's content; the client has thrown already when there is none. */
export async function got<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await answer;
  if (data === undefined) throw new Error("an answer without content");
  return data;
}

export interface Project {
  projectId: string;
  environmentId: string;
}

export interface Application extends Project {
  applicationId: string;
  /** Also the name of its repository. */
  name: string;
  host: string;
  repository: string;
}

export async function makeProject(name: string, description: string | null = null): Promise<Project> {
  const body = { name, description };
  const { project, environment } = await got(api.POST("/project.create", { body }));
  return { projectId: project.projectId, environmentId: environment.environmentId };
}

/** A project with one application from a repository with a Dockerfile, at a domain; not deployed. */
export async function makeApplication(
  name: string,
  files = good(`hello from ${name}`),
): Promise<Application> {
  const { url } = await commit(name, files, "Say hello");
  const place = await makeProject(`${name} project`);
  const { environmentId } = place;
  const { applicationId } = await got(api.POST("/application.create", { body: { name, environmentId } }));
  await api.POST("/application.saveGitProvider", {
    body: { applicationId, customGitUrl: url, customGitBranch: "main", customGitBuildPath: "/" },
  });
  await api.POST("/application.saveBuildType", {
    body: { applicationId, buildType: "dockerfile", dockerfile: "Dockerfile" },
  });
  const host = `${name}.localhost`;
  await api.POST("/domain.create", { body: { applicationId, host, port: 3000 } });
  return { ...place, applicationId, name, host, repository: url };
}

export const runsOf = (applicationId: string) =>
  got(api.GET("/deployment.allByType", { params: { query: { id: applicationId, type: "application" } } }));

/** Asks for a deployment and waits for its end; `state` is what it must end in. */
export async function deploy(
  { applicationId }: Application,
  state = "done",
  title?: string,
): Promise<string> {
  await api.POST("/application.deploy", { body: { applicationId, ...(title ? { title } : {}) } });
  const [newest] = await runsOf(applicationId);
  const deploymentId = newest?.deploymentId ?? "";
  await expect
    .poll(async () => (await runsOf(applicationId)).find((run) => run.deploymentId === deploymentId)?.state, {
      timeout: 60_000,
    })
    .toMatch(/done|error|cancelled/);
  const run = (await runsOf(applicationId)).find((one) => one.deploymentId === deploymentId);
  expect(run?.state, run?.errorMessage ?? "").toBe(state);
  return deploymentId;
}

/** What an application answers through Traefik at this moment. */
export async function answerOf(page: Page, host: string): Promise<string> {
  const { port } = new URL(stage.web);
  const visitor = await page.context().newPage();
  try {
    await visitor.goto(`http://${host}:${port}/?${Date.now()}`); // not what the browser kept of an earlier visit
    return ((await visitor.locator("body").textContent()) ?? "").trim();
  } finally {
    await visitor.close();
  }
}

/** How a run stands, as the head of its page says; the stages below say so too. */
export const statusOf = (page: Page, word: string) =>
  page.getByRole("article").locator("header").getByText(word, { exact: true });
export const logOf = (page: Page) => page.getByRole("region", { name: /^Log of/ });
export const applicationOf = (page: Page): string => new URL(page.url()).pathname.split("/")[2] ?? "";

/** The log of the run in sight, as the server keeps it; the page draws only what is in sight. */
export async function kept(page: Page): Promise<string[]> {
  const deploymentId = new URL(page.url()).pathname.split("/").pop() ?? "";
  const query = { deploymentId, tail: 10_000 };
  return (await got(api.GET("/deployment.readLogs", { params: { query } }))).trimEnd().split("\n");
}

/** The whole log as the page holds it; only what is in sight is drawn. */
export async function downloaded(page: Page): Promise<string[]> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  return readFileSync(await (await waiting).path(), "utf8")
    .trimEnd()
    .split("\n");
}

/** Presses Deploy, which opens the run that comes of it. */
export async function deployAndWatch(page: Page, { applicationId }: Application): Promise<void> {
  await page.goto(`/applications/${applicationId}`);
  await page.getByRole("button", { name: "Deploy", exact: true }).click();
  await expect(page).toHaveURL(/\/deployments\/.+/);
  await expect(logOf(page)).toBeVisible();
}

/** Removes a service with the project it is in. */
export async function removeService(applicationId: string): Promise<void> {
  const params = { query: { applicationId } };
  const { environment } = await got(api.GET("/application.one", { params }));
  await api.POST("/application.delete", { body: { applicationId } });
  await api.POST("/project.remove", { body: { projectId: environment.projectId } });
}

/** `application`: one of the test's own, gone with its project afterwards. */
export const test = base.extend<{ application: Application }>({
  application: async ({ page: _ }, use, info) => {
    const made = await makeApplication(`e2e-${info.testId.slice(-8)}`.toLowerCase());
    await use(made);
    await removeService(made.applicationId);
  },
});

export { expect };
