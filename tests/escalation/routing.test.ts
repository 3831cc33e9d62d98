import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../shared/case/vocabulary.ts';
import { type Routable, routeOf } from '../../shared/escalation/routing.ts';

const agency = (id: string, scope: Routable['scope'] = {}): Routable => ({ id, active: true, scope });
const directory = ['mfa', 'erc', 'moh', 'moca', 'nccm']
  .map((id) => agency(id))
  .concat(agency('emb-sd', { countries: ['SD'] }));

describe('Routing by domain.md d.2', () => {
  it('asks the Red Crescent and the Health Ministry about an injury and tells the embassy of that country', () => {
    expect(routeOf({ category: 'injury', needs: [], country: 'SD', age: 0 }, directory)).toEqual({
      primary: ['erc', 'moh'],
      copy: ['emb-sd'],
      toSupervisor: false,
    });
  });

  it('does not ask the embassy in Sudan about somebody in Libya', () => {
    expect(routeOf({ category: 'trapped_basic_needs', needs: [], country: 'LY', age: 0 }, directory)).toEqual({
      primary: [],
      copy: ['erc'],
      toSupervisor: false,
    });
  });

  it('gives what no agency is there for to the supervisor, never to nobody', () => {
    for (const category of CATEGORIES) {
      const routed = routeOf({ category, needs: [], age: 0 }, []);
      expect(routed).toEqual({ primary: [], copy: [], toSupervisor: true });
    }
  });

  it('asks the Red Cross about a missing person only after three days', () => {
    const all = [...directory, agency('icrc')];
    const asked = (age: number) => routeOf({ category: 'missing_person', needs: [], country: 'SD', age }, all).copy;
    expect(asked(72 * 3600 - 1)).toEqual([]);
    expect(asked(72 * 3600)).toEqual(['icrc']);
  });

  it('adds those whose own scope names the need, leaves out those switched off, names nobody twice', () => {
    const water = agency('ngo-water', { needs: ['water'] });
    const off = { ...agency('erc'), active: false };
    const routed = routeOf(
      { category: 'trapped_basic_needs', needs: ['water', 'medicine', 'medical_care'], country: 'SD', age: 0 },
      [...directory.filter(({ id }) => id !== 'erc'), off, water],
    );
    expect(routed).toEqual({ primary: ['emb-sd'], copy: ['moh', 'ngo-water'], toSupervisor: false });
  });
});
