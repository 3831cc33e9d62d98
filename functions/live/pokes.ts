import type { CaseState } from '../../shared/case/state.ts';
import type { Staff } from '../../shared/http/claims.ts';
import { asOnDuty, mayRead } from '../../shared/http/readers.ts';
import { inLanes } from '../../shared/lanes.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { type Frame, newest, type Poke } from '../../shared/live/poke.ts';
import { log } from '../../shared/log.ts';
import type { Trusted } from '../../shared/shifts/duty.ts';
import type { Connection, Connections } from './connections.ts';

export interface PokeDeps {
  connections: Connections;
  /** Heads of up to 100 cases, consistent; unknown ids are left out. */
  heads(ids: readonly string[]): Promise<Stored[]>;
  /** Writes one frame to a connection. @throws when it could not. */
  post(connectionId: string, frame: string): Promise<'sent' | 'gone'>;
  /** Supervisors to whom restricted and sealed cases are open now. */
  trusted(): Promise<Trusted>;
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that this invocation still has. */
  remaining(): number;
}

/** Connections written to at once. */
const LANES = 25;

/** More changed cases than this are one frame that says so: in a storm the frames would else grow with cases times consoles. */
const CASES_AT_ONCE = 25;

/** A handshake lasts half a minute at most. Until it is over the gateway says "gone" of a connection that is about to be. */
const HANDSHAKE_MS = 30_000;

/** One write with its repetition; with less time left none is begun. */
const RESERVE_MS = 2_500;

/**
 * Tells every console of the cases that changed and that its reader may know of (decisions.md 17). A connection that does not take its
 * frames is the loss of that console alone, which reads anew when it reconnects: no failure of a socket repeats the batch.
 * @throws when the table cannot be read; the queue then brings the batch again.
 */
export async function sendPokes(messages: readonly string[], deps: PokeDeps): Promise<void> {
  const pokes = newest(messages.flatMap(read));
  const connections = pokes.length > 0 ? await deps.connections.all() : [];
  if (connections.length === 0) return;
  const stored = await deps.heads(pokes.map(({ id }) => id));
  const states = new Map(stored.map(({ state }) => [state.id, state]));
  const guarded = stored.some(({ state }) => state.sensitivity !== 'normal');
  const trusted = guarded ? await deps.trusted() : undefined;

  const failures = await inLanes(LANES, connections, (connection) =>
    tell(connection, framesFor(asOnDuty(connection.staff, trusted), pokes, states), deps),
  );
  const failed = failures.filter((failure) => failure !== undefined);
  if (failed.length === 0) return;
  const about = { connections: connections.length, failed: failed.length, error: failed[0] };
  log(failed.length === connections.length && failed.length > 1 ? 'live.nobody-told' : 'live.not-told', about);
}

function read(message: string): Poke[] {
  try {
    const { t, id, v } = JSON.parse(message) as Record<string, unknown>;
    if (t === 'case' && typeof id === 'string' && typeof v === 'number') return [{ t, id, v }];
  } catch {
    // Told below.
  }
  log('live.unreadable');
  return [];
}

function framesFor(staff: Staff, pokes: readonly Poke[], states: ReadonlyMap<string, CaseState>): Frame[] {
  const readable = pokes.filter(({ id }) => {
    const state = states.get(id);
    return state !== undefined && mayRead(state, staff);
  });
  return readable.length > CASES_AT_ONCE ? [{ t: 'board' }] : readable;
}

/** Why a connection did not get all its frames; undefined when it did, or is gone. */
async function tell(connection: Connection, frames: readonly Frame[], deps: PokeDeps): Promise<string | undefined> {
  try {
    for (const frame of frames) {
      if (deps.remaining() < RESERVE_MS) return 'out-of-time';
      if ((await deps.post(connection.id, JSON.stringify(frame))) === 'sent') continue;
      if (deps.now() - Date.parse(connection.connectedAt) > HANDSHAKE_MS) await deps.connections.close(connection);
      return undefined;
    }
    return undefined;
  } catch (error) {
    return (error as Error).name;
  }
}
