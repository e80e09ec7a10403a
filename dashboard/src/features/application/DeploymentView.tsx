export function DeploymentView() {
  return null;
}
