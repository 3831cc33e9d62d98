/** What the page says about where it was served from: nothing of it is a secret. */
export interface RoomSettings {
  issuer: string;
  clientId: string;
  signIn: string;
  /** Pictures of the ground for maps, where the ministry has a server for them. */
  tiles?: { url: string; attribution: string };
}

export function roomSettings(): RoomSettings {
  const content = document.querySelector<HTMLMetaElement>('meta[name="room"]')?.content;
  if (!content) throw new Error('the page names no room');
  return JSON.parse(content) as RoomSettings;
}
