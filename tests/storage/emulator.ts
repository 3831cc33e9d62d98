import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CreateTableCommand, DynamoDBClient, type GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { startDynoxide } from '../../infra/local/aws/dynoxide.ts';
import { AGENCY_PROJECTION, BOARD_PROJECTION, DUE_PROJECTION } from '../../shared/board/keys.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { openCase } from '../../shared/case/perform.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { dynamoStore } from '../../shared/ledger/dynamo.ts';
import { type By, type Executed, open, type Room } from '../../shared/ledger/execute.ts';
import type { Store, Stored } from '../../shared/ledger/store.ts';
import { foreignTables } from '../harness/foreign.ts';

export const TABLES = { cases: 'cases', ledger: 'ledger' };

export const NOW = '2026-03-01T08:00:00.000Z';

/** One call as DynamoDB metered it. */
interface Metered {
  operation: string;
  read: number;
  write: number;
}

export interface Emulator {
  url: string;
  client: DynamoDBClient;
  store: Store;
  room: Room;
  /** Moves the store's clock (markers and their times). */
  clock: { ms: number };
  /** What the calls of `work` consumed. */
  metered(work: () => Promise<unknown>): Promise<{ calls: Metered[]; read: number; write: number }>;
  close(): Promise<void>;
}

/**
 * The real emulator, or the DynamoDB that `OPS_DYNAMODB_ENDPOINT` names, with the two tables as the stacks declare them.
 *
 * @param file where the emulator keeps its data; unset: nowhere
 */
export async function startEmulator(file: string | 'memory' = 'memory'): Promise<Emulator> {
  const known = existsSync(file);
  const endpoint = process.env.OPS_DYNAMODB_ENDPOINT;
  const dynamodb = endpoint ? await foreignTables(endpoint) : await startDynoxide(file);
  const client = new DynamoDBClient({
    endpoint: dynamodb.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'admin', secretAccessKey: 'local' },
  });
  if (!known) await createTables(client);
  let calls: Metered[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const answer = await next(args);
      const operation = String(context.commandName).replace('Command', '');
      const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Capacity | Capacity[] };
      const units = [ConsumedCapacity ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
      const writes = /Put|Update|Transact/.test(operation);
      calls.push({ operation, read: writes ? 0 : units, write: writes ? units : 0 });
      return answer;
    },
    { step: 'initialize' },
  );
  const clock = { ms: Date.parse(NOW) };
  const random = (bytes: number) => randomBytes(bytes);
  const store = dynamoStore({ client, tables: TABLES, now: () => clock.ms, random });
  return {
    url: dynamodb.url,
    client,
    store,
    clock,
    room: {
      store,
      random,
      policies: async () => [DEFAULT_POLICY],
      // A turn of the event loop or a few: the other writers go on, no test waits for the clock.
      pause: async (milliseconds) => {
        for (let turn = 0; turn < milliseconds; turn++) await new Promise((resolve) => setImmediate(resolve));
      },
    },
    async metered(work) {
      calls = [];
      await work();
      const sum = (kind: 'read' | 'write') => calls.reduce((total, call) => total + call[kind], 0);
      return { calls, read: sum('read'), write: sum('write') };
    },
    async close() {
      client.destroy();
      await dynamodb.close();
    },
  };
}

interface Capacity {
  CapacityUnits?: number;
}

async function createTables(client: DynamoDBClient): Promise<void> {
  const keys = [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ];
  const string = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
  const index = (name: string, projected: string[]): GlobalSecondaryIndex => ({
    IndexName: name,
    KeySchema: [
      { AttributeName: `${name}Pk`, KeyType: 'HASH' },
      { AttributeName: `${name}Sk`, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projected },
  });
  const indexes = [
    index('board', BOARD_PROJECTION),
    index('due', DUE_PROJECTION),
    index('owner', BOARD_PROJECTION),
    index('agency', AGENCY_PROJECTION),
  ];
  await client.send(
    new CreateTableCommand({
      TableName: TABLES.cases,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys,
      AttributeDefinitions: [
        'pk',
        'sk',
        ...['board', 'due', 'owner', 'agency'].flatMap((n) => [`${n}Pk`, `${n}Sk`]),
      ].map(string),
      GlobalSecondaryIndexes: indexes,
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: TABLES.ledger,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys,
      AttributeDefinitions: [string('pk'), string('sk')],
    }),
  );
}

export const CITIZEN: By = { actor: { kind: 'citizen', id: 'c0000000000000001' }, now: NOW };
export const OFFICER: By = { actor: { kind: 'staff', id: 'officer', name: 'Nour', role: 'officer' }, now: NOW };

export const OPENING: EventData['case.opened'] = {
  channel: 'whatsapp',
  reporter: {
    contactId: 'c0000000000000001',
    name: 'أم مريم',
    channel: 'whatsapp',
    relationship: 'unknown',
    address: { scope: '106540352242922', id: '249912345678' },
    phone: '+249912345678',
  },
  priority: 'P1',
  reasons: [
    {
      rule: 'R01',
      words: ['طلق ناري'],
      text: { ar: 'إصابة بطلق ناري', en: 'Gunshot wound' },
      by: 'triage',
    },
  ],
  category: 'injury',
  country: 'SD',
  place: 'الخرطوم بحري',
  language: 'ar',
  summary: 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم',
};

/** Opens a case as the given opening says, and gives its head. */
export async function opened(
  room: Room,
  opening: Partial<EventData['case.opened']> = {},
  by = CITIZEN,
): Promise<Stored> {
  const result = await open(room, (id, context) => openCase(id, { ...OPENING, ...opening }, context), by);
  return stored(result as Executed).stored;
}

/** The result, which must be a success. */
export function stored(result: Executed): { stored: Stored; events: CaseEvent[] } {
  if (result.outcome !== 'done') throw new Error(`expected success, got ${JSON.stringify(result)}`);
  return result;
}
