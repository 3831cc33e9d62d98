/**
 * The judge of a run. Reads raw items and other people's records, and reckons for itself: nothing of the room's own reading of its
 * ledger is used here.
 */
import type { Records } from '../records.ts';
import { forgotten, handoversOnce, Markers, messagesPlaced } from './care.ts';
import { commandsOnce, messagesOnce, sendersPlaced, statusesOnce } from './inward.ts';
import { breachesOnce, chainsWhole, clocksRight, headsRight, rowsRight, rungsOnce } from './ledger.ts';
import {
  alertsMatch,
  filesThere,
  intentsEnd,
  nothingDenied,
  outcomesOnce,
  queuesEmpty,
  sentOrUnknown,
  somebodyAsks,
} from './outward.ts';
import { Reckoning } from './reckoning.ts';
import { type Finding, streamsOf } from './rule.ts';

export function check(records: Records): Finding[] {
  const streams = streamsOf(records.ledger);
  const reckoned = new Map<string, Reckoning>();
  for (const [stream, events] of streams) {
    if (!stream.startsWith('case#')) continue;
    const one = new Reckoning(events);
    reckoned.set(one.id, one);
  }
  const markers = new Markers(records, streams);
  return [
    messagesOnce(records, streams, markers),
    sendersPlaced(records, streams, reckoned, markers),
    messagesPlaced(streams),
    commandsOnce(records, streams, markers),
    statusesOnce(records, streams, markers),
    forgotten(records, streams),
    handoversOnce(streams),
    chainsWhole(records, streams),
    headsRight(records, reckoned),
    rowsRight(records, reckoned),
    clocksRight(records, reckoned),
    breachesOnce(streams),
    rungsOnce(streams),
    intentsEnd(records, reckoned),
    outcomesOnce(streams),
    alertsMatch(records, streams),
    sentOrUnknown(records, reckoned),
    somebodyAsks(reckoned),
    filesThere(records, streams),
    queuesEmpty(records),
    nothingDenied(records),
  ];
}
