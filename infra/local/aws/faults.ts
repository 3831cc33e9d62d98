import type { AwsRequest } from './request.ts';
import type { Fault } from './types.ts';

const KINDS: readonly string[] = ['throttle', 'error', 'latency', 'crash-after-commit'] satisfies Fault['kind'][];

/** What is to be broken, and the dice that decide when. The same seed breaks the same calls. */
export class Faults {
  #faults: Fault[] = [];
  #state: number;

  constructor(seed = 1) {
    this.#state = seed;
  }

  /** Throws a sentence when the fault makes no sense. */
  set(fault: Fault): void {
    if (!KINDS.includes(fault.kind)) throw new RangeError(`kind must be one of ${KINDS.join(', ')}.`);
    const rate = fault.rate ?? 1;
    if (!(rate >= 0 && rate <= 1)) throw new RangeError('rate must be between 0 and 1.');
    if (!((fault.ms ?? 0) >= 0)) throw new RangeError('ms must not be negative.');
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** The faults that strike this call, in the order they were set. */
  strike({ service, operation, caller }: AwsRequest): Fault[] {
    if (this.#faults.length === 0) return [];
    return this.#faults.filter(
      (fault) =>
        (fault.service === undefined || fault.service === service) &&
        (fault.operation === undefined || fault.operation === operation) &&
        (fault.caller === undefined || fault.caller === caller) &&
        this.#roll() < (fault.rate ?? 1),
    );
  }

  /** mulberry32: small, seedable, good enough for dice. */
  #roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
