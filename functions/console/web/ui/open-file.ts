import { toast } from './toasts.tsx';

/** Opens a file that the room has just made; where the browser lets nothing open by itself, its link waits in the corner. */
export function openFile(url: string, t: (key: 'fileReady' | 'openFile') => string): void {
  // With `noopener` a browser does not say whether anything was opened.
  const tab = window.open(url, '_blank');
  if (tab) tab.opener = null;
  else toast(t('fileReady'), { link: { href: url, text: t('openFile') } });
}
