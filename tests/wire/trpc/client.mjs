// Calls the server with the published tRPC client and prints what it understood, as one JSON object.
//   node client.mjs <url of /api/trpc> <API key>
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  TRPCClientError,
  wsLink,
} from "@trpc/client";
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
const streamed = createTRPCClient({ links: [httpBatchStreamLink(options)] });

const sockets = [];
function socket(parameters, more = {}) {
  const address = `${url.replace("http", "ws").replace("/api/trpc", "")}/drawer-logs${parameters}`;
  const client = createWSClient({ url: address, ...more });
  sockets.push(client);
  return createTRPCClient({ links: [wsLink({ client, transformer: superjson })] });
}
const socketed = socket(`?token=${key}`, { keepAlive: { enabled: true, intervalMs: 100, pongTimeoutMs: 2000 } });
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

for (const [name, client] of Object.entries({ single, batched, streamed, socketed })) {
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

// The order in which answers come, not that of the questions.
const order = [];
await Promise.all(
  [300, 100, 200].map((count) => streamed.wiretest.waits.query({ count, text: `${count}` }).then((text) => order.push(text))),
);
const mixed = await Promise.allSettled([
  streamed.wiretest.health.query(),
  streamed.wiretest.one.query({ thingId: "x" }),
  streamed.wiretest.dates.query(),
  streamed.wiretest.clean.mutate(),
  streamed.wiretest.conflict.mutate(),
]);
seen.stream = {
  order,
  outcomes: mixed.map((one) => (one.status === "fulfilled" ? (one.value ?? null) : one.reason.data.code)),
};
const refusedStream = createTRPCClient({ links: [httpBatchStreamLink({ ...options, headers: { "x-api-key": "wrong" } })] });
seen.stream.refused = await refusal(refusedStream.wiretest.health.query());

/** Everything that a subscription says, until it ends or `enough` have come. */
function said(subscription, input, enough = Infinity) {
  return new Promise((resolve) => {
    const events = [];
    const running = subscription.subscribe(input, {
      onStarted: () => events.push("started"),
      onData: (value) => {
        events.push(value instanceof Object ? value.number : value);
        if (value instanceof Object && !(value.at instanceof Date)) events.push("no date");
        if (events.length >= enough) {
          running.unsubscribe();
          resolve(events);
        }
      },
      onError: (error) => resolve([...events, error.data?.code]),
      onComplete: () => resolve([...events, "complete"]),
    });
  });
}
const byParams = socket("", { connectionParams: () => ({ token: key }) });
const nobody = socket("?token=wrong", { retryDelayMs: () => 100000 });
seen.socket = {
  counted: await said(socketed.wiretest.count, { count: 3 }),
  stopped: await said(socketed.wiretest.count, {}, 4),
  failed: await said(socketed.wiretest.count, { text: "enough" }),
  unknown: await said(socketed.wiretest.nothing, {}),
  noSubscription: await said(socketed.wiretest.health, undefined),
  owner: await said(socketed.wiretest.secret, undefined),
  byParams: await byParams.wiretest.health.query(),
  slowLast: await Promise.all([
    socketed.wiretest.waits.query({ count: 200, text: "slow" }).then(() => Date.now()),
    socketed.wiretest.health.query().then(() => Date.now()),
  ]).then(([slow, fast]) => fast < slow),
  nobody: await Promise.race([
    refusal(nobody.wiretest.health.query()),
    new Promise((resolve) => setTimeout(() => resolve("no answer"), 1000)),
  ]),
};
await new Promise((resolve) => setTimeout(resolve, 400)); // some PING and PONG
seen.socket.alive = await socketed.wiretest.health.query();

console.log(JSON.stringify(seen));
process.exit(0);
