import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** What a provider posts; the same, byte for byte, in each attempt. */
export interface Webhook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type DeliveryState = 'sending' | 'taken' | 'retrying' | 'given_up';

/** Hears of each change; after a refusal, of the HTTP status as well, which is absent where nobody answered. */
export type Told = (state: DeliveryState, status?: number) => void;

export interface WebhookSenderOptions {
  fetch: typeof fetch;
  /** Milliseconds before each further attempt; the provider's own schedule, cut to what a rehearsal needs. */
  retryAfter: readonly number[];
  /** The longest pause, in milliseconds, that the room's `Retry-After` is obeyed for; most providers do not read it. */
  obeys?: number;
  /** Waits; injected so that tests need no time. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Posts webhooks as providers do: at once, again with falling frequency until a 2xx, then never again. */
export class WebhookSender {
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(private readonly options: WebhookSenderOptions) {
    // Every delivery that waits for its next attempt listens for the end.
    setMaxListeners(0, this.stopped.signal);
  }

  /** Starts a delivery. Never rejects. @returns whether the room took it */
  post(webhook: Webhook, told: Told = () => {}): Promise<boolean> {
    return this.track(this.attempt(webhook, told));
  }

  /** Counts something as under way until it is over. */
  track<T>(work: Promise<T>): Promise<T> {
    const run = work.finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  /** Resolves when no delivery is under way, those that wait for their next attempt included. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  stop(): void {
    this.stopped.abort();
  }

  private async attempt(webhook: Webhook, told: Told): Promise<boolean> {
    const wait = this.options.wait ?? ((ms, signal) => delay(ms, undefined, { signal, ref: false }));
    told('sending');
    let asked = 0;
    for (const pause of [0, ...this.options.retryAfter]) {
      const ms = Math.max(pause, asked);
      if (ms > 0) await wait(ms, this.stopped.signal).catch(() => undefined);
      if (this.stopped.signal.aborted) return false;
      const { status, retryAfter = 0 } = await this.once(webhook);
      if (status !== undefined && status >= 200 && status < 300) {
        told('taken', status);
        return true;
      }
      asked = Math.min(retryAfter * 1000, this.options.obeys ?? 0);
      told('retrying', status);
    }
    told('given_up');
    return false;
  }

  private async once({ url, headers, body }: Webhook): Promise<{ status?: number; retryAfter?: number }> {
    try {
      const answer = await this.options.fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(20_000),
      });
      await answer.arrayBuffer();
      return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after')) || 0 };
    } catch {
      return {};
    }
  }
}
