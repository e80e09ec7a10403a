export function EnvironmentTab() {
  return null;
}
