import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stateDiagram } from '../../shared/case/transitions.ts';

test("the README's state diagram is what the commands say", () => {
  const block = /<!-- state diagram[^>]*-->\n```mermaid\n([\s\S]*?)\n```/.exec(readFileSync('README.md', 'utf8'));
  expect(block?.[1]).toBe(stateDiagram());
});
