export function SshKeysPage() {
  return null;
}
