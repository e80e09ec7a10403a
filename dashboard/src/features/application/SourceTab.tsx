export function SourceTab() {
  return null;
}
