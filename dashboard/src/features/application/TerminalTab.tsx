export function TerminalTab() {
  return null;
}
