import type { SnsAlert } from '../escalation/alert.ts';
import { instantWords } from '../escalation/words.ts';
import type { Rumour } from './rumour.ts';

/** What the shift supervisor hears when the day of a rumour's review has come. The claim is public talk and names nobody. */
export function reviewMessage(id: string, { claim, verdict }: Rumour, link: string): SnsAlert {
  const reviewAt = verdict?.reviewAt ?? '';
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${id}.review.${reviewAt}`,
    source: '/ops-room/daily',
    type: 'opsroom.rumour.review-due.v1',
    subject: `rumour/${id}`,
    time: reviewAt,
    datacontenttype: 'application/json',
    data: { rumour: id, status: verdict?.status, reviewAt, link },
  });
  const due = instantWords(reviewAt);
  const ar = `حان موعد مراجعة شائعة (${due.ar}): «${claim.ar}»`;
  const en = `A rumour is due for review (${due.en}): "${claim.en}"`;
  return {
    subject: `Rumour ${id}: due for review`,
    message: JSON.stringify({
      default: cloudEvent,
      sqs: cloudEvent,
      https: cloudEvent,
      email: `${ar}\n${link}\n\n----------------------------------------\n\n${en}\n${link}\n`,
      sms: `حان موعد مراجعة شائعة: ${link}`.slice(0, 134),
    }),
    attributes: { agency: 'room', tier: '1', priority: 'P4', kind: 'notice' },
  };
}
