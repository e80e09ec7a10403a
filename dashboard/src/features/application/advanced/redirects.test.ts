import { describe, expect, it } from "vitest";
import { presets, tried } from "./redirects";

describe("presets", () => {
  const leads = (index: number, address: string) => {
    const preset = presets("www.shop.example")[index];
    return tried(preset?.regex ?? "", preset?.replacement ?? "", address);
  };

  it("sends www to the apex and keeps the path", () => {
    expect(leads(0, "http://www.shop.example/a?b=c")).toBe("https://shop.example/a?b=c");
    expect(leads(0, "https://shop.example/a")).toBeNull();
    expect(leads(0, "https://wwwxshop.example/a")).toBeNull();
  });

  it("sends the apex to www", () => {
    expect(leads(1, "https://shop.example/")).toBe("https://www.shop.example/");
  });

  it("sends one path to another with what follows", () => {
    expect(leads(2, "https://shop.example/old/x")).toBe("https://shop.example/new/x");
    expect(leads(2, "https://shop.example/older")).toBeNull();
  });

  it("takes the slash from the end, and leaves the root", () => {
    expect(leads(3, "https://shop.example/page/")).toBe("https://shop.example/page");
    expect(leads(3, "https://shop.example/")).toBeNull();
  });
});

describe("tried", () => {
  it("does not guess about what is written for Go alone", () => {
    expect(tried("(?P<a>x", "", "x")).toBeUndefined();
  });
});
