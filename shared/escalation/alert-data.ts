import type { Escalation } from '../case/state.ts';

/** Data of the CloudEvent (contract.md, Agencies). A restricted case's says only which case and where to look. */
export interface AlertData {
  alertId: string;
  /** Rises; a receiver drops what is older. */
  revision: number;
  case: string;
  agency: string;
  /** 1 and up; the agency's own, or the room's where `ladder` is `room`. */
  tier: number;
  ladder: 'agency' | 'room';
  because: string;
  priority: Escalation['priority'];
  restricted: boolean;
  category?: Escalation['category'];
  country?: string;
  city?: string;
  ask: string;
  need?: Escalation['need'];
  quantity?: number;
  personsCount?: number;
  childrenCount?: number;
  by?: string;
  /** Room's answer to the agency's question. */
  answer?: string;
  ackBy?: string;
  link?: string;
}
