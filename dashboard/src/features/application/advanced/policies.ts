import { linesOf, nanoseconds, numberOf, secondsText, textOf } from "./units";

/** Docker's objects as the API keeps them, and the fields of their forms: times in seconds, empty = not set. */

export interface UpdateConfig {
  Parallelism: number;
  Delay?: number;
  FailureAction?: string;
  Monitor?: number;
  MaxFailureRatio?: number;
  Order: string;
}

export const updateFields = (config: UpdateConfig | null) => ({
  isOwn: config !== null,
  Parallelism: textOf(config ? config.Parallelism : 1),
  Delay: secondsText(config?.Delay),
  FailureAction: config ? (config.FailureAction ?? "") : "rollback",
  Monitor: secondsText(config?.Monitor),
  MaxFailureRatio: textOf(config?.MaxFailureRatio),
  Order: config?.Order ?? "start-first",
});

export function updateConfig(fields: ReturnType<typeof updateFields>): UpdateConfig | null {
  if (!fields.isOwn) return null;
  return {
    Parallelism: numberOf(fields.Parallelism) ?? 0,
    Order: fields.Order,
    ...present({
      Delay: nanoseconds(fields.Delay),
      FailureAction: fields.FailureAction || undefined,
      Monitor: nanoseconds(fields.Monitor),
      MaxFailureRatio: numberOf(fields.MaxFailureRatio),
    }),
  };
}

export interface RestartPolicy {
  Condition?: string;
  Delay?: number;
  MaxAttempts?: number;
  Window?: number;
}

export const restartFields = (policy: RestartPolicy | null) => ({
  /** Empty = the standard policy, for which nothing is saved. */
  Condition: policy ? policy.Condition || "any" : "",
  Delay: secondsText(policy?.Delay),
  MaxAttempts: textOf(policy?.MaxAttempts),
  Window: secondsText(policy?.Window),
});

export function restartPolicy(fields: ReturnType<typeof restartFields>): RestartPolicy | null {
  if (!fields.Condition) return null;
  return {
    Condition: fields.Condition,
    ...present({
      Delay: nanoseconds(fields.Delay),
      MaxAttempts: numberOf(fields.MaxAttempts),
      Window: nanoseconds(fields.Window),
    }),
  };
}

export interface Placement {
  Constraints?: string[];
  Preferences?: { Spread: { SpreadDescriptor: string } }[];
  MaxReplicas?: number;
  Platforms?: unknown[];
}

export const placementFields = (placement: Placement | null) => ({
  Constraints: (placement?.Constraints ?? []).join("\n"),
  Preferences: (placement?.Preferences ?? []).map((one) => one.Spread.SpreadDescriptor).join("\n"),
  MaxReplicas: textOf(placement?.MaxReplicas),
});

/** Keeps the platforms, which have no field. Null when nothing is left to say. */
export function placementOf(
  fields: ReturnType<typeof placementFields>,
  before: Placement | null,
): Placement | null {
  const constraints = linesOf(fields.Constraints);
  const preferences = linesOf(fields.Preferences).map((one) => ({ Spread: { SpreadDescriptor: one } }));
  const placement = present({
    Constraints: constraints.length ? constraints : undefined,
    Preferences: preferences.length ? preferences : undefined,
    MaxReplicas: numberOf(fields.MaxReplicas),
    Platforms: before?.Platforms,
  });
  return Object.keys(placement).length ? placement : null;
}

/** Without the keys that are not set: for Docker a missing key and an empty one are not the same. */
const present = <T extends object>(all: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
