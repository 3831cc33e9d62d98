/** What a provider carries back with its statuses: which attempt of which message of which case (decisions.md 2). */
export interface Callback {
  case: string;
  messageId: string;
  attempt: number;
}

export function callbackIdOf({ case: id, messageId, attempt }: Callback): string {
  return `${id}/${messageId}/${attempt}`;
}

export function parseCallbackId(value: string | undefined): Callback | undefined {
  const [id, messageId, attempt] = value?.split('/') ?? [];
  return id && messageId && /^\d+$/.test(attempt ?? '') ? { case: id, messageId, attempt: Number(attempt) } : undefined;
}
