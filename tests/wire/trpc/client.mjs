// Calls the server with the published tRPC client and prints what it understood, as one JSON object.
//   node client.mjs <url of /api/trpc> <API key>
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from "@trpc/client";
import superjson from "superjson";

const [url, key] = process.argv.slice(2);
const headers = { "x-api-key": key };
const requests = [];

function counted(input, init) {
  requests.push(init?.method ?? "GET");
  return fetch(input, init);
}

const options = { url, headers, transformer: superjson, fetch: counted };
const single = createTRPCClient({ links: [httpLink(options)] });
const batched = createTRPCClient({ links: [httpBatchLink(options)] });
const anonymous = createTRPCClient({ links: [httpBatchLink({ ...options, headers: {} })] });

async function refusal(promise) {
  try {
    return { answered: await promise };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { message: error.message, code: error.shape?.code, data: error.data };
  }
}

function kinds(value) {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, one instanceof Date ? `Date ${one.toISOString()}` : one]),
  );
}

const moment = new Date("2026-11-22T03:04:05.678Z");
const seen = {};

for (const [name, client] of Object.entries({ single, batched })) {
  const dates = await client.wiretest.dates.query();
  seen[name] = {
    health: await client.wiretest.health.query(),
    echoed: kinds(await client.wiretest.echo.query({ text: "ü & €", count: 3, tags: ["a"], when: moment })),
    absent: Object.keys(await client.wiretest.tell.mutate({ text: undefined, count: null, isOn: true })),
    date: dates.at instanceof Date && dates.at.getTime() === moment.getTime(),
    nestedDate: dates.rows[0]["a.b"] instanceof Date && dates["a\\b"] instanceof Date,
    nothing: (await client.wiretest.clean.mutate()) === undefined,
    yes: await client.wiretest.reload.mutate(),
    nobody: await client.wiretest.nobody.query(),
    yaml: await client.wiretest.config.query(),
    invalid: await refusal(client.wiretest.create.mutate({ name: "", size: 11 })),
    missing: await refusal(client.wiretest.one.query({ thingId: "x" })),
    unknown: await refusal(client.no.such.query()),
    crash: await refusal(client.wiretest.crash.query()),
  };
}

requests.length = 0;
const together = await Promise.allSettled([
  batched.wiretest.health.query(),
  batched.wiretest.one.query({ thingId: "x" }),
  batched.wiretest.echo.query({ text: "third" }),
  batched.wiretest.tell.mutate({ text: "fourth" }),
  batched.wiretest.conflict.mutate(),
]);
seen.together = {
  requests: [...requests],
  outcomes: together.map((one) => one.value ?? one.reason.data.code),
};

const form = new FormData();
form.append("applicationId", "abc");
form.append("zip", new Blob(["content"]), "app.zip");
seen.upload = await single.wiretest.drop.mutate(form);

seen.anonymous = {
  public: await anonymous.wiretest.health.query(),
  refused: await refusal(anonymous.wiretest.isOn.query()),
};

console.log(JSON.stringify(seen));
