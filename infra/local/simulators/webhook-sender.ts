import { setTimeout as delay } from 'node:timers/promises';

/** What a provider posts; made anew for each attempt only where a provider does so. */
export interface Webhook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type DeliveryState = 'sending' | 'taken' | 'retrying' | 'given_up';

export interface WebhookSenderOptions {
  fetch: typeof fetch;
  /** Milliseconds before each further attempt; the provider's own schedule, cut to what a rehearsal needs. */
  retryAfter: readonly number[];
  /** Waits; injected so that tests need no time. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Posts webhooks as providers do: at once, again with falling frequency until a 2xx, then never again. */
export class WebhookSender {
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly options: WebhookSenderOptions) {}

  /** Starts a delivery; `told` hears of each change. Never rejects. */
  post(webhook: Webhook, told: (state: DeliveryState) => void = () => {}): Promise<void> {
    return this.track(this.attempt(webhook, told));
  }

  /** Counts something as under way until it is over. */
  track(work: Promise<void>): Promise<void> {
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

  private async attempt(webhook: Webhook, told: (state: DeliveryState) => void): Promise<void> {
    const wait = this.options.wait ?? ((ms, signal) => delay(ms, undefined, { signal, ref: false }));
    told('sending');
    for (const pause of [0, ...this.options.retryAfter]) {
      if (pause > 0) await wait(pause, this.stopped.signal).catch(() => undefined);
      if (this.stopped.signal.aborted) return;
      if (await this.taken(webhook)) return told('taken');
      told('retrying');
    }
    told('given_up');
  }

  private async taken({ url, headers, body }: Webhook): Promise<boolean> {
    try {
      const answer = await this.options.fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(20_000),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
