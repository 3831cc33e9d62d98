/** What the page says about where it was served from: nothing of it is a secret. */
export interface RoomSettings {
  issuer: string;
  clientId: string;
  signIn: string;
}

export function roomSettings(): RoomSettings {
  const content = document.querySelector<HTMLMetaElement>('meta[name="room"]')?.content;
  if (!content) throw new Error('the page names no room');
  return JSON.parse(content) as RoomSettings;
}
