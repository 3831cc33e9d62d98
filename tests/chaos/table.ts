import type { Finding } from './check/rule.ts';

/** Faults shown of each rule; the records hold the rest. */
const SHOWN = 10;

/** What was checked, what was found, and what was explained. */
export function tableOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, checked, faults, explained }) => [
    `${faults.length === 0 ? ' ok ' : 'FAIL'} ${String(checked).padStart(7)} checked ${String(faults.length).padStart(5)} found   ${name}`,
    ...faults.slice(0, SHOWN).map((fault) => `       ! ${fault}`),
    ...(faults.length > SHOWN ? [`       ! and ${faults.length - SHOWN} more`] : []),
    ...Object.entries(explained).map(([reason, times]) => `       · ${times} explained: ${reason}`),
  ]);
  return lines.join('\n');
}
