import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Item = Record<string, AttributeValue>;

/** Plain JSON to an item; what is undefined is absent. */
export function toItem(value: object): Item {
  return marshall(value, {
    removeUndefinedValues: true,
    allowImpreciseNumbers: true,
  });
}

/** The marshaller would give whole numbers beyond 2^53 back as BigInt, which is no JSON. */
export function fromItem<T>(item: Item): T {
  return unmarshall(item, { wrapNumbers: Number }) as T;
}
