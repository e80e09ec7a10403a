export interface Issue {
  path?: (string | number)[];
  /** Where in a longer text, counted from 1. */
  line?: number;
  message: string;
}

export interface ErrorBody {
  message: string;
  code: string;
  issues?: Issue[];
}

/** What the server said, in its own words; status 0 means that it did not answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly issues: Issue[];

  constructor(
    readonly status: number,
    body: ErrorBody,
  ) {
    super(body.message);
    this.name = "ApiError";
    this.code = body.code;
    this.issues = body.issues ?? [];
  }

  static of(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    return new ApiError(0, {
      message: error instanceof Error ? error.message : String(error),
      code: "UNKNOWN",
    });
  }

  /** Worth asking again: the server was away or busy. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  get isForbidden(): boolean {
    return this.status === 403;
  }

  get isMissing(): boolean {
    return this.status === 404;
  }

  /** The message, or the issues that name no field of the form. */
  beside(fields: ReadonlySet<string>): string | undefined {
    const others = this.issues.filter((issue) => !fields.has(String(issue.path?.[0])));
    if (this.issues.length === 0) return this.message;
    return others.length ? others.map((issue) => issue.message).join(". ") : undefined;
  }
}
