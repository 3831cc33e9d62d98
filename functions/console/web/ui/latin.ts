/**
 * The letter or digit of a key as it stands on the board of keys, whichever alphabet is set: ى is where N is. Any other key has its own name.
 */
export function latin({ key, code }: { key: string; code: string }): string {
  if (key === '؟' || key === '?') return '?';
  // On Arabic keys the stroke has no place of its own; ظ is where it was.
  if (key === 'ظ') return '/';
  if (code.startsWith('Key')) return code.slice(3).toLowerCase();
  return code.startsWith('Digit') ? code.slice(5) : key;
}
