/** Pokes without content: "case K7M2-9QXF is at version 9 now". When the socket is down we poll. */
import { type Api, Offline } from './api.ts';

export type Poke = { t: 'case'; id: string; v: number } | { t: 'board' };
/** `polling` while the room answers but no socket stands; `offline` while it cannot be reached. */
export type LiveState = 'live' | 'polling' | 'offline';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** The gateway hangs up after ten silent minutes. */
const SIGN_OF_LIFE_MS = 240_000;

export class Live {
  private socket: WebSocket | undefined;
  private retry = FIRST_RETRY_MS;
  private timer = 0;
  private stopped = false;
  /** Each attempt has a number: what an earlier one still says is not heard. */
  private attempt = 0;

  constructor(
    private readonly api: Api,
    private readonly onPokes: (pokes: Poke[]) => void,
    /** Each time it changes; on `live` everything may have changed meanwhile. */
    private readonly onState: (state: LiveState) => void,
  ) {}

  async start(): Promise<void> {
    const attempt = ++this.attempt;
    const current = () => attempt === this.attempt && !this.stopped;
    clearTimeout(this.timer);
    this.socket?.close();
    try {
      const { url, ticket } = await this.api.post<{ url: string; ticket: string }>('/v1/live-tickets');
      if (!current()) return;
      const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      const life = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('{}'), SIGN_OF_LIFE_MS);
      socket.onopen = () => {
        if (!current()) return;
        this.retry = FIRST_RETRY_MS;
        this.onState('live');
      };
      socket.onmessage = ({ data }) => {
        const said = JSON.parse(String(data)) as Poke | Poke[];
        if (current()) this.onPokes(Array.isArray(said) ? said : [said]);
      };
      socket.onclose = () => {
        clearInterval(life);
        if (current()) this.again('polling');
      };
    } catch (error) {
      if (current()) this.again(error instanceof Offline ? 'offline' : 'polling');
    }
  }

  /** The network is gone: a socket may take minutes to notice. */
  lost(): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    this.socket?.close();
    this.onState('offline');
  }

  /** A request did not reach the room: a socket that still seems to stand is asked for anew, and tells by that. */
  doubt(): void {
    if (this.socket?.readyState === WebSocket.OPEN) void this.start();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private again(state: LiveState): void {
    this.onState(state);
    this.timer = window.setTimeout(() => this.start(), this.retry * (0.5 + Math.random() / 2));
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY_MS);
  }
}
