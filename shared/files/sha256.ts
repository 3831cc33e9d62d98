import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/** Node's hash in the shape that the signer wants. */
export class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret ? createHmac('sha256', secret as Uint8Array) : createHash('sha256');
  }

  update(chunk: string | Uint8Array): void {
    this.hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
