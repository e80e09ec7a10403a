import { parse } from "@/lib/env/envtext";
import type { Known } from "@/lib/env/problems";

export const TEXTS = ["env", "buildArgs", "buildSecrets"] as const;
export type TextName = (typeof TEXTS)[number];

export const TITLES: Record<TextName, string> = {
  env: "Variables",
  buildArgs: "Build arguments",
  buildSecrets: "Build secrets",
};

export const EXPLAINED: Record<TextName, string> = {
  env: "What the containers find in their environment.",
  buildArgs: "Given to the build; the image's history shows them.",
  buildSecrets: "Given to the build without a trace in the image.",
};

interface Place {
  name: string;
  env: string;
  project: { name: string; env: string };
}

/** The names that references of an application may lead to. */
export const knownOf = (environment: Place): Known => ({
  project: { label: environment.project.name, names: new Set(parse(environment.project.env).keys()) },
  environment: { label: environment.name, names: new Set(parse(environment.env).keys()) },
});
