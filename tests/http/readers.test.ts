import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SENSITIVITIES } from '../../shared/case/vocabulary.ts';
import { asOnDuty, mayRead } from '../../shared/http/readers.ts';
import { ROLES } from '../../shared/http/roles.ts';

const person = fc.constantFrom('nour', 'huda', 'sami');
const state = fc.record({
  sensitivity: fc.constantFrom(...SENSITIVITIES),
  owner: person,
  takenBy: person,
});
const staff = fc.record({ id: person, roles: fc.subarray([...ROLES]) });

test('a restricted or sealed case is read by its owner, supervisors and directors, and by nobody else', () => {
  fc.assert(
    fc.property(state, staff, (given, who) => {
      if (given.sensitivity === 'normal' || !mayRead(given, who)) return;
      const above = who.roles.includes('supervisor') || who.roles.includes('director');
      expect(above || given.owner === who.id).toBe(true);
    }),
  );
});

test('a supervisor who is not on duty is an officer towards a restricted case; without a rota each supervisor is on duty', () => {
  const sealed = { sensitivity: 'sealed', owner: 'sami' } as const;
  const supervisor = { id: 'huda', roles: ['supervisor' as const] };
  expect(mayRead(sealed, asOnDuty(supervisor, undefined))).toBe(true);
  expect(mayRead(sealed, asOnDuty(supervisor, ['huda']))).toBe(true);
  expect(mayRead(sealed, asOnDuty(supervisor, ['nour']))).toBe(false);
  expect(mayRead({ ...sealed, owner: 'huda' }, asOnDuty(supervisor, ['nour']))).toBe(true);
  expect(mayRead({ ...sealed, sensitivity: 'normal' }, asOnDuty(supervisor, ['nour']))).toBe(true);
  expect(mayRead(sealed, asOnDuty({ id: 'dina', roles: ['director'] }, ['nour']))).toBe(true);
});

test('administrators without another role read no case; surge staff only what they logged or own', () => {
  fc.assert(
    fc.property(state, person, (given, id) => {
      expect(mayRead(given, { id, roles: ['admin'] })).toBe(false);
      if (mayRead(given, { id, roles: ['surge'] })) expect([given.owner, given.takenBy]).toContain(id);
    }),
  );
});

test('an ordinary case is read by everybody who works cases, and by auditors', () => {
  for (const role of ['officer', 'supervisor', 'director', 'auditor'] as const) {
    expect(mayRead({ sensitivity: 'normal', owner: 'huda' }, { id: 'nour', roles: [role] })).toBe(true);
  }
});
