import { SNSClient } from '@aws-sdk/client-sns';
import { snsInspector } from '../../shared/agency/topics.ts';

/** The agencies' subscriptions on SNS, as the clock looks at them. */
export const topicsAt = (arnPrefix: string) => snsInspector(new SNSClient({ maxAttempts: 2 }), arnPrefix);
