import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../../shared/ledger/item.ts';
import { areCopies, type Fingerprint } from '../../shared/triage/similar.ts';

/** Copies that come within this of one another belong to one storm (domain.md G16). */
const HOUR = 3_600_000;

/** Messages that one worker remembers: of a storm there are always some among the last. */
const REMEMBERED = 2000;

/** Storms of one hour that workers agree upon; of more, each worker has its own. */
const MOST_GROUPS = 50;

/** A group of near-identical cases, known to all workers. `at` is in milliseconds. */
export interface Group {
  group: string;
  print: Fingerprint;
  at: number;
}

/** Where workers agree which case a group is called by. Nothing is written there until a second copy has come. */
export interface Shelf {
  read(): Promise<{ groups: readonly Group[]; version: number }>;
  /** False when another worker wrote since that version was read. */
  write(groups: readonly Group[], version: number): Promise<boolean>;
}

interface Seen {
  case: string;
  contactId: string;
  print: Fingerprint;
  at: number;
  group?: string;
}

/**
 * Messages that this worker saw within the hour, and the groups that some of them belong to. It forgets when it ends: then a copy or two
 * stand by themselves on the board, which loses nobody.
 */
export class Storms {
  private seen: Seen[] = [];

  constructor(private readonly shelf: Shelf) {}

  /**
   * A case was opened by a message of calm words.
   * @returns cases that are now to join a group: this one and those copies before it that stand alone; none where neither this worker
   * nor another has seen a copy from somebody else.
   */
  async take(opened: Omit<Seen, 'at' | 'group'>, now: number): Promise<{ group: string; cases: string[] } | undefined> {
    this.seen = this.seen.filter(({ at }) => at > now - HOUR).slice(-REMEMBERED);
    const mine: Seen = { ...opened, at: now };
    this.seen.push(mine);
    const copies = this.seen.filter(
      ({ contactId, print }) => contactId !== mine.contactId && areCopies(print, mine.print),
    );
    const [first] = copies;
    const group =
      copies.find((copy) => copy.group)?.group ??
      (first ? await this.agree(first, now) : groupIn(await this.shelf.read(), mine.print, now));
    if (!group) return undefined;
    const joining = [mine, ...copies].filter((copy) => copy.group !== group);
    for (const copy of joining) copy.group = group;
    // Of copies in a group the newest is enough to know the next by.
    this.seen = this.seen.filter((one) => one === mine || !copies.includes(one));
    return { group, cases: joining.map((copy) => copy.case) };
  }

  /** The group that another worker made of the same words, or a new one by the name of its first case. */
  private async agree(first: Seen, now: number): Promise<string> {
    const { case: group, print } = first;
    for (let tries = 0; tries < 3; tries++) {
      const shelf = await this.shelf.read();
      const known = groupIn(shelf, print, now);
      if (known) return known;
      const { groups, version } = shelf;
      const fresh = groups.filter(({ at }) => at > now - HOUR);
      if (await this.shelf.write([...fresh, { group, print, at: now }].slice(-MOST_GROUPS), version)) break;
    }
    return group;
  }
}

/** The group of this hour whose words these are. */
function groupIn({ groups }: { groups: readonly Group[] }, print: Fingerprint, now: number): string | undefined {
  return groups.find((one) => one.at > now - HOUR && areCopies(one.print, print))?.group;
}

/** The shelf as one item of the cases table: `storms`. */
export function tableShelf(dynamodb: DynamoDBClient, table: string): Shelf {
  const key = { pk: 'storms', sk: '-' };
  return {
    async read() {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true }),
      );
      return Item ? fromItem<{ groups: Group[]; version: number }>(Item) : { groups: [], version: 0 };
    },
    async write(groups, version) {
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...key, groups, version: version + 1 }),
            ConditionExpression: 'attribute_not_exists(pk) OR #version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: toItem({ ':read': version }),
          }),
        );
        return true;
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') return false;
        throw error;
      }
    },
  };
}
