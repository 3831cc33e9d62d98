import type { Journal, Journaled } from './journal.ts';
import type { Delivery } from './types.ts';

const JOBS = 'delivery';
const INBOX = 'inbox';
/** The inbox is for looking at, not an archive. */
const INBOX_LIMIT = 2000;
/** SNS gives an endpoint fifteen seconds to answer. */
const ANSWER_TIMEOUT_MS = 15_000;

/** One HTTP post that has to reach its subscriber or its dead-letter queue. */
export interface HttpJob {
  delivery: Delivery;
  headers: Record<string, string>;
  body: string;
  deadLetterArn?: string;
}

/** Everything that was delivered, kept in the journal for the inbox pages. */
export class Inbox {
  readonly #journal: Journal;
  readonly #deliveries: Delivery[];

  constructor(journal: Journal, entries: Journaled[]) {
    this.#journal = journal;
    this.#deliveries = entries.filter((entry) => entry.list === INBOX).map((entry) => entry.value as Delivery);
  }

  add(delivery: Delivery): void {
    this.#journal.put(INBOX, delivery.id, delivery);
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > INBOX_LIMIT) this.#journal.drop(this.#deliveries.shift()!.id);
  }

  list(): Delivery[] {
    return [...this.#deliveries];
  }
}

/**
 * Posts to HTTPS subscribers as SNS does: at least once, with pauses between attempts, then the subscription's
 * dead-letter queue. Jobs are journaled, so a killed room takes them up again.
 */
export class HttpDeliveries {
  readonly #journal: Journal;
  readonly #pauses: readonly number[];
  readonly #finished: (job: HttpJob, failure: string | undefined) => void;
  readonly #stop = new AbortController();
  #pending = 0;

  /** `finished` is told the failure when every attempt failed, or `undefined`. */
  constructor(
    journal: Journal,
    pauses: readonly number[],
    finished: (job: HttpJob, failure: string | undefined) => void,
  ) {
    this.#journal = journal;
    this.#pauses = pauses;
    this.#finished = finished;
  }

  get pending(): number {
    return this.#pending;
  }

  resume(entries: Journaled[]): void {
    for (const entry of entries) if (entry.list === JOBS) this.#start(entry.value as HttpJob);
  }

  send(job: HttpJob): void {
    this.#journal.put(JOBS, `job:${job.delivery.id}`, job);
    this.#start(job);
  }

  close(): void {
    this.#stop.abort();
  }

  #start(job: HttpJob): void {
    this.#pending += 1;
    void this.#attempts(job).finally(() => {
      this.#pending -= 1;
    });
  }

  async #attempts(job: HttpJob): Promise<void> {
    let failure: string | undefined;
    for (const pause of this.#pauses) {
      if (pause > 0) await this.#pause(pause);
      if (this.#stop.signal.aborted) return;
      const { error, final } = await this.#post(job);
      failure = error;
      if (final) break;
    }
    if (this.#stop.signal.aborted) return;
    this.#finished(job, failure);
    this.#journal.drop(`job:${job.delivery.id}`);
  }

  /** A client error other than 429 is the subscriber's last word; SNS does not repeat it either. */
  async #post({ delivery, headers, body }: HttpJob): Promise<{ error?: string; final: boolean }> {
    try {
      const answer = await fetch(delivery.endpoint, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      if (answer.ok) return { final: true };
      const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      return { error: `the endpoint answered ${answer.status}`, final: refused };
    } catch {
      return { error: 'the endpoint could not be reached', final: false };
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const signal = this.#stop.signal;
      signal.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
