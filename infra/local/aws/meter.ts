import type { DeniedCall, OperationUsage, Usage } from './types.ts';

interface Consumed {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

export interface Units {
  read: number;
  write: number;
}

export const NO_UNITS: Units = { read: 0, write: 0 };

/** A plain write answers only a total, so the operation says what kind of units they were. */
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Read and write units of a `ConsumedCapacity`: tables and indexes together, one call or a list. */
export function unitsOf(operation: string, consumed: unknown): Units {
  const units = { read: 0, write: 0 };
  for (const one of Array.isArray(consumed) ? consumed : [consumed ?? {}]) {
    const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } = one as Consumed;
    if (ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined) {
      units.read += ReadCapacityUnits ?? 0;
      units.write += WriteCapacityUnits ?? 0;
    } else if (WRITES.has(operation)) units.write += CapacityUnits;
    else units.read += CapacityUnits;
  }
  return units;
}

/** Calls and capacity units per function and operation. */
export class Meter {
  #functions = new Map<string, Map<string, OperationUsage>>();
  #denied: DeniedCall[] = [];

  count(caller: string, operation: string, units: Units): void {
    const usage = this.#usage(caller, operation);
    usage.calls += 1;
    usage.readUnits += units.read;
    usage.writeUnits += units.write;
  }

  deny(operation: string, call: DeniedCall): void {
    const usage = this.#usage(call.caller, operation);
    usage.denied = (usage.denied ?? 0) + 1;
    this.#denied.push(call);
  }

  usage(): Usage {
    return {
      functions: Object.fromEntries(
        [...this.#functions].map(([name, operations]) => [
          name,
          Object.fromEntries([...operations].map(([operation, usage]) => [operation, { ...usage }])),
        ]),
      ),
    };
  }

  denied(): DeniedCall[] {
    return [...this.#denied];
  }

  reset(): void {
    this.#functions.clear();
    this.#denied = [];
  }

  #usage(caller: string, operation: string): OperationUsage {
    const operations = this.#functions.get(caller) ?? new Map<string, OperationUsage>();
    this.#functions.set(caller, operations);
    const usage = operations.get(operation) ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    operations.set(operation, usage);
    return usage;
  }
}
