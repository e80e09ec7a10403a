import { describe, expect, it } from "vitest";
import { verdict } from "./dns";

const HOST = "shop.example.org";
const MINE = "203.0.113.5";

describe("verdict", () => {
  it("is content with a name that leads here", () => {
    const said = verdict({ isValid: true, resolvedIp: MINE }, HOST, MINE);
    expect(said).toEqual({ tone: "ok", title: `${HOST} leads to ${MINE}, which is this server` });
  });

  it("says which record to add for a name without an address", () => {
    const said = verdict({ isValid: false, error: "does not resolve" }, HOST, MINE);
    expect(said.tone).toBe("warn");
    expect(said.text).toContain(`A record for ${HOST} with the address ${MINE}`);
  });

  it("says what is found and what is expected for a name that leads elsewhere", () => {
    const said = verdict({ isValid: false, resolvedIp: "198.51.100.7", error: "…" }, HOST, MINE);
    expect(said.title).toContain("198.51.100.7");
    expect(said.text).toContain(MINE);
  });

  it("does not pretend to know this server's address", () => {
    expect(verdict({ isValid: true, resolvedIp: "198.51.100.7" }, HOST, "").tone).toBe("info");
    expect(verdict({ isValid: false }, HOST, "").text).toContain("this server's public address");
  });

  it("says that Cloudflare hides the server", () => {
    const said = verdict({ isValid: true, resolvedIp: "104.16.0.1", isCloudflare: true }, HOST, MINE);
    expect(said.title).toContain("behind Cloudflare");
    expect(said.text).toContain(MINE);
  });

  it("says that localhost is for this machine alone, whatever DNS knows", () => {
    expect(verdict({ isValid: false }, "a.localhost", MINE).text).toContain("nobody else");
    expect(verdict({ isValid: true, resolvedIp: "127.0.0.1" }, "localhost", "").text).toContain(
      "nobody else",
    );
  });
});
