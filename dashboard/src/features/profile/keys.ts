const DAY_S = 86_400;

interface KeyValues {
  name: string;
  /** Days as text; empty for a key that does not expire. */
  expiresIn: string;
  rateLimitMax: string;
  /** Seconds as text; the API counts milliseconds. */
  rateLimitTimeWindow: string;
}

/** What the form says in the words of the API. */
export const keyBody = (values: KeyValues, isLimited: boolean) => ({
  name: values.name.trim(),
  ...(values.expiresIn ? { expiresIn: Number(values.expiresIn) * DAY_S } : {}),
  rateLimitEnabled: isLimited,
  ...(isLimited
    ? {
        rateLimitMax: Number(values.rateLimitMax),
        rateLimitTimeWindow: Number(values.rateLimitTimeWindow) * 1000,
      }
    : {}),
});
