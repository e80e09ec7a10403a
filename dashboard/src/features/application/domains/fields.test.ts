import { describe, expect, it } from "vitest";
import { bodyOf, certificateOf, fieldsOf, isUnusual } from "./fields";

describe("a domain's fields", () => {
  it("begin with the port that the image names", () => {
    expect(fieldsOf(null, [8080]).port).toBe("8080");
    expect(fieldsOf(null, []).port).toBe("3000");
  });

  it("come back as the API takes them", () => {
    const fields = { ...fieldsOf(null, []), host: " shop.example.org ", path: "", middlewares: "a@file,  b" };
    expect(bodyOf(fields)).toMatchObject({
      host: "shop.example.org",
      path: "/",
      port: 3000,
      middlewares: ["a@file", "b"],
      customEntrypoint: null,
    });
  });

  it("send no certificate without TLS", () => {
    const fields = { ...fieldsOf(null, []), certificateType: "custom" as const, customCertResolver: "dns" };
    expect(bodyOf(fields)).toMatchObject({ certificateType: "none", customCertResolver: null });
    expect(bodyOf({ ...fields, https: true })).toMatchObject({ customCertResolver: "dns" });
  });

  it("know what is folded away", () => {
    expect(isUnusual(fieldsOf(null, []))).toBe(false);
    expect(isUnusual({ ...fieldsOf(null, []), stripPath: true })).toBe(true);
  });
});

describe("certificateOf", () => {
  it("names whose it is", () => {
    const domain = { https: true, certificateType: "none" as const, customCertResolver: null };
    expect(certificateOf({ ...domain, https: false })).toBe("No TLS");
    expect(certificateOf(domain)).toBe("Default certificate");
    expect(certificateOf({ ...domain, certificateType: "letsencrypt" })).toBe("Let's Encrypt");
    expect(certificateOf({ ...domain, certificateType: "custom", customCertResolver: "dns" })).toBe(
      "Resolver dns",
    );
  });
});
