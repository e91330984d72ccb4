/**
 * @param {string} version `24.1.0` or `v24.1.0`
 * @param {readonly number[]} oldest `[22, 12]`
 */
export function isAtLeast(version, oldest) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts.some(Number.isNaN)) return false;
  const index = oldest.findIndex((part, at) => part !== (parts[at] ?? 0));
  return index === -1 || (parts[index] ?? 0) > (oldest[index] ?? 0);
}
