import type { Environment } from "./project";
export function CreateService(_: { environment: Environment }) {
  return null;
}
