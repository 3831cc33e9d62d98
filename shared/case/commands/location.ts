import { type Command, event, partId } from '../decide.ts';
import type { LocationSource } from '../vocabulary.ts';
import { invalidField, WORKING } from './guards.ts';

export interface LocationInput {
  lat?: number;
  lon?: number;
  accuracyM?: number;
  /** Of the coordinates, as the room looked it up. */
  country?: string;
  text?: string;
  source: LocationSource;
  observedAt: string;
  forwarded?: boolean;
}

/** Observations are appended, never overwritten; a forwarded pin is not the sender's place (c.2). */
export const addLocation: Command<LocationInput> = {
  name: 'locations',
  from: [...WORKING, 'resolved'],
  decide(state, { forwarded, ...input }, context) {
    if ((input.lat === undefined) !== (input.lon === undefined)) {
      return invalidField(input.lat === undefined ? '/lat' : '/lon', {
        ar: 'خط العرض وخط الطول معاً',
        en: 'latitude and longitude come together',
      });
    }
    if (input.lat === undefined && !input.text) {
      return invalidField('/text', {
        ar: 'إحداثيات أو وصف للمكان',
        en: 'a position or a description is required',
      });
    }
    const current = state.locations.find((location) => location.current);
    return [
      event(state, context, 'location.added', {
        locationId: partId(state, 0),
        ...input,
        current: !forwarded && (!current || input.observedAt >= current.observedAt),
      }),
    ];
  },
};
