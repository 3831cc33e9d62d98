/** Pokes without content: "case K7M2-9QXF is at version 9 now". When the socket is down we poll. */
import type { Api } from './api.ts';

export type Poke = { t: 'case'; id: string; v: number } | { t: 'board' };
export type LiveState = 'live' | 'polling';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** The gateway hangs up after ten silent minutes. */
const SIGN_OF_LIFE_MS = 240_000;

export class Live {
  private socket: WebSocket | undefined;
  private retry = FIRST_RETRY_MS;
  private timer = 0;
  private stopped = false;

  constructor(
    private readonly api: Api,
    private readonly onPokes: (pokes: Poke[]) => void,
    /** Each time it changes; on `live` everything may have changed meanwhile. */
    private readonly onState: (state: LiveState) => void,
  ) {}

  async start(): Promise<void> {
    try {
      const { url, ticket } = await this.api.post<{ url: string; ticket: string }>('/v1/live-tickets');
      if (this.stopped) return;
      const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      const life = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('{}'), SIGN_OF_LIFE_MS);
      socket.onopen = () => {
        this.retry = FIRST_RETRY_MS;
        this.onState('live');
      };
      socket.onmessage = ({ data }) => {
        const said = JSON.parse(String(data)) as Poke | Poke[];
        this.onPokes(Array.isArray(said) ? said : [said]);
      };
      socket.onclose = () => {
        clearInterval(life);
        this.again();
      };
    } catch {
      this.again();
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private again(): void {
    if (this.stopped) return;
    this.onState('polling');
    this.timer = window.setTimeout(() => this.start(), this.retry * (0.5 + Math.random() / 2));
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY_MS);
  }
}
