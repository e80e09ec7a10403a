import { describe, expect, it } from "vitest";
import { type Check, type CheckStatus, commandsIn, counted, figure, wordsOf, worstFirst } from "./report";

const check = (name: string, status: CheckStatus): Check => ({
  name,
  title: name,
  status,
  cause: "",
  cure: null,
  details: {},
  durationMs: 1,
});

describe("the commands in a cure", () => {
  it.each([
    [
      "Start it: docker start router. Its log says more: docker logs router",
      ["docker start router", "docker logs router"],
    ],
    [
      "Make it three (docker node promote NODE) or one (docker node demote NODE).",
      ["docker node promote NODE", "docker node demote NODE"],
    ],
    [
      "Find the folder with the most files: du --inodes -xd2 / | sort -n | tail",
      ["du --inodes -xd2 / | sort -n | tail"],
    ],
    [
      "Make room: docker system prune, then old images (docker image ls) and logs (journalctl --vacuum-size=200M).",
      ["docker system prune", "docker image ls", "journalctl --vacuum-size=200M"],
    ],
    [
      "Let one program keep the time: timedatectl set-ntp true (or chrony); see: timedatectl",
      ["timedatectl set-ntp true", "timedatectl"],
    ],
    ["chmod 600 /srv/secret.key", ["chmod 600 /srv/secret.key"]],
    ["Start Docker there; a docker that is gone cannot answer.", []],
    ["Start the server again; end other programs that have the file open.", []],
  ])("%s", (cure, commands) => {
    expect(commandsIn(cure)).toEqual(commands);
  });
});

describe("a report", () => {
  const checks = [
    check("a", "ok"),
    check("b", "warning"),
    check("c", "failed"),
    check("d", "warning"),
    check("e", "skipped"),
  ];

  it("shows what needs attention first", () => {
    expect(worstFirst(checks).map((one) => one.name)).toEqual(["c", "b", "d", "e", "a"]);
  });

  it("is counted in words", () => {
    expect(counted(checks)).toBe("1 failed, 2 warnings, 1 skipped, 1 well");
  });

  it("tells its figures as people read them", () => {
    expect(figure([])).toBe("none");
    expect(figure({ "80/tcp": 8180 })).toBe("80/tcp: 8180");
    expect(figure(true)).toBe("yes");
    expect(wordsOf("dockerClient")).toBe("docker client");
  });
});
