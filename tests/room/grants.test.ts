import { afterEach, expect, test } from 'vitest';
import { board, deliver, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** The local door asks each function's own role: a grant that is missing from the CDK code stops the main line here, by name. */
let room: TestRoom;

afterEach(() => room.stop());

test.each([
  ['webhooks', 'sqs:SendMessage'],
  ['intake', 'dynamodb:PutItem'],
  ['api', 'dynamodb:Query'],
])('without its grant, %s fails for want of %s', async (name, action) => {
  room = await startTestRoom({
    seed: false,
    adapt(template) {
      const role = template.functions.get(name);
      if (!role) throw new Error(`no function ${name}`);
      for (const statement of role.statements)
        statement.actions = statement.actions.filter((granted) => granted !== action);
    },
  });
  await deliver(room, whatsapp(room, [{ id: 'grants-1', text: 'الحقونا' }]));
  await room.settle(3_000).catch(() => undefined);
  await board(room, await room.token('officer')).catch(() => undefined);
  expect(room.denied()).toContainEqual(expect.objectContaining({ caller: name, action }));
});
