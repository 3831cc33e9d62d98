/** What every screen needs of the room: the API, who is signed in, whether the line is live. */
import { createContext, useContext } from 'react';
import { READERS } from '../../../shared/http/roles.ts';
import type { Me } from './answers.ts';
import type { Api } from './api.ts';
import type { LiveState } from './live.ts';

export interface Room {
  api: Api;
  me: Me;
  line: LiveState;
  signOut(): void;
}

export const RoomContext = createContext<Room | undefined>(undefined);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('outside the room');
  return room;
}

/** Whether the API shows cases to a person. */
export function readsCases(me: Me): boolean {
  return READERS.some((role) => me.roles.includes(role));
}
