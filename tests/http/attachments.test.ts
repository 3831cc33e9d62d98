import { afterAll, beforeAll, expect, test } from 'vitest';
import { failAttachment, receiveMessage, storeAttachment } from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { CITIZEN, opened, stored } from '../storage/emulator.ts';
import { type StaffApi, startStaffApi } from './staff-api.ts';

/** Attachments as officers see them: their state, and a link to what is kept. */
let room: StaffApi;

beforeAll(async () => {
  room = await startStaffApi();
});
afterAll(() => room.at.close());

async function act<I>(id: string, command: Command<I>, input: NoInfer<I>) {
  return stored(await execute(room.at.room, id, command, input, CITIZEN));
}

/** A case with a message of three attachments: one kept, one refused, one still on its way. */
async function withAttachments(sensitivity: 'normal' | 'restricted' = 'normal') {
  const { state } = await opened(room.at.room, { sensitivity });
  const reporter = state.reporters[0]!;
  const message = {
    channel: 'whatsapp' as const,
    providerMessageId: `wamid.${state.id}`,
    contactId: reporter.contactId,
    kind: 'document' as const,
    media: [{ ref: 'a' }, { ref: 'b' }, { ref: 'c' }],
    receivedAt: CITIZEN.now,
  };
  await act(state.id, receiveMessage, { message, reporter });
  const messageId = `${state.id}.2`;
  const kept = { messageId, n: 0, key: `${messageId}/0`, mime: 'application/pdf', bytes: 9, sha256: 'ab' };
  await act(state.id, storeAttachment, kept);
  await act(state.id, failAttachment, { messageId, n: 1, reason: 'too_large' });
  return { id: state.id, messageId };
}

const get = (role: string, id: string, messageId: string, n: number) =>
  room.send<object>(role, 'GET', `/v1/cases/${id}/attachments/${messageId}/${n}`);

test('each says how it stands; a document is offered to keep and not opened in the page', async () => {
  const { id, messageId } = await withAttachments();
  const kept = await get('officer', id, messageId, 0);
  expect(kept.body).toEqual({
    state: 'stored',
    mime: 'application/pdf',
    bytes: 9,
    sha256: 'ab',
    url: `https://media.example/${messageId}/0?expires=300&as=attachment`,
    expiresAt: new Date(room.at.clock.ms + 300_000).toISOString(),
  });
  expect((await get('auditor', id, messageId, 1)).body).toEqual({ state: 'failed', reason: 'too_large' });
  expect((await get('officer', id, messageId, 2)).body).toEqual({ state: 'pending' });
  expect((await get('officer', id, messageId, 3)).status).toBe(404);
});

test('of a restricted case only its readers see any, and a foreign case opens none of them', async () => {
  const secret = await withAttachments('restricted');
  const other = await withAttachments();
  expect((await get('officer', secret.id, secret.messageId, 0)).status).toBe(404);
  expect((await get('supervisor', secret.id, secret.messageId, 0)).status).toBe(200);
  expect((await get('officer', other.id, secret.messageId, 0)).status).toBe(404);
  expect((await get('supervisor', other.id, secret.messageId, 0)).status).toBe(404);
});

test('a message that was moved keeps its attachments where it went', async () => {
  const from = await withAttachments();
  const to = await withAttachments();
  await room.act(from.id, `messages/${from.messageId}/move`, { to: to.id });
  expect((await get('officer', to.id, from.messageId, 0)).body).toMatchObject({ state: 'stored' });
  expect((await get('officer', to.id, from.messageId, 2)).body).toEqual({ state: 'pending' });
});
