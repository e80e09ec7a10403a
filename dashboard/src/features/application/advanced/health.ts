import { nanoseconds, numberOf, secondsText, textOf } from "./units";

/** Docker's object, as the API keeps it. */
export interface HealthCheck {
  Test?: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  Retries?: number;
}

/** The fields of the form; times in seconds, empty = Docker's own value. */
export interface HealthFields {
  /** `image`: whatever the image has; `none`: not even that. */
  kind: "image" | "http" | "command" | "none";
  path: string;
  port: string;
  command: string;
  Interval: string;
  Timeout: string;
  StartPeriod: string;
  Retries: string;
}

const URL_AT =
  /^wget -q -O \/dev\/null '(http:\/\/127\.0\.0\.1:(\d+)(\/[^']*))' \|\| curl -fsS -o \/dev\/null '\1' \|\| exit 1$/;

/** A request from within the container, with whichever of both tools the image has. */
export function httpCommand(port: string, path: string): string {
  const url = `'http://127.0.0.1:${port}${path.startsWith("/") ? path : `/${path}`}'`;
  return `wget -q -O /dev/null ${url} || curl -fsS -o /dev/null ${url} || exit 1`;
}

export function healthFields(check: HealthCheck | null, usualPort: number): HealthFields {
  const [word, ...rest] = check?.Test ?? [];
  const command = word === "CMD-SHELL" ? (rest[0] ?? "") : word === "CMD" ? rest.map(quoted).join(" ") : "";
  const [, , port, path] = URL_AT.exec(command) ?? [];
  return {
    kind: !check || !word ? "image" : word === "NONE" ? "none" : path ? "http" : "command",
    path: path ?? "/",
    port: port ?? String(usualPort),
    command: path ? "" : command,
    Interval: secondsText(check?.Interval),
    Timeout: secondsText(check?.Timeout),
    StartPeriod: secondsText(check?.StartPeriod),
    Retries: textOf(check?.Retries),
  };
}

/** The object to save. A command that nobody touched keeps its form, also that without a shell. */
export function healthCheck(fields: HealthFields, before: HealthCheck | null): HealthCheck | null {
  const times = {
    Interval: nanoseconds(fields.Interval),
    Timeout: nanoseconds(fields.Timeout),
    StartPeriod: nanoseconds(fields.StartPeriod),
    Retries: numberOf(fields.Retries),
  };
  const set = Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined));
  if (fields.kind === "image") return Object.keys(set).length ? set : null;
  if (fields.kind === "none") return { Test: ["NONE"] };
  if (fields.kind === "http") return { Test: ["CMD-SHELL", httpCommand(fields.port, fields.path)], ...set };
  const isSame =
    healthFields(before, 0).kind === "command" && healthFields(before, 0).command === fields.command;
  return { Test: (isSame && before?.Test) || ["CMD-SHELL", fields.command], ...set };
}

/** A path that can stand between single quotes in a shell, and in a URL. */
export const isPath = (path: string): boolean => /^\/?[A-Za-z0-9._~!$&()*+,;=:@%/?-]*$/.test(path);

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
