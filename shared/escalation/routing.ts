import type { CaseState } from '../case/state.ts';
import type { Category, NeedKind } from '../case/vocabulary.ts';
import { secondsBetween } from '../clocks/time.ts';

/** An agency as the table calls it: its id, or `emb`: the embassy in the country of the case. */
export type Destination = string;

/** One line of domain.md d.2. */
interface RouteLine {
  primary: readonly Destination[];
  copy: readonly Destination[];
}

/** Whom each category is asked of, and who is told besides (domain.md d.2). A category without a line has no route. */
const ROUTES: Partial<Record<Category, RouteLine>> = {
  trapped_basic_needs: { primary: ['emb'], copy: ['erc'] },
  medical: { primary: ['erc', 'moh'], copy: ['emb'] },
  injury: { primary: ['erc', 'moh'], copy: ['emb'] },
  unaccompanied_child: { primary: ['nccm', 'emb'], copy: ['erc', 'mfa'] },
  family_separation: { primary: ['emb'], copy: ['erc', 'nccm'] },
  evacuation_request: { primary: ['emb'], copy: ['mfa', 'moca', 'mot'] },
  missing_person: { primary: ['emb'], copy: [] },
  detention_arrest: { primary: ['mfa'], copy: ['emb'] },
  abduction_ransom: { primary: ['mfa', 'nccpip'], copy: ['moi-pass'] },
  abuse_exploitation: { primary: ['emb'], copy: ['nccpip'] },
  death_remains: { primary: ['emb'], copy: ['moh', 'mfa'] },
  stranded_at_border: { primary: ['emb'], copy: ['mot', 'moss'] },
  stranded_in_transit: { primary: ['emb', 'moca'], copy: ['mfa'] },
  documents: { primary: ['emb', 'moi-pass'], copy: [] },
  student_affairs: { primary: ['mohe'], copy: [] },
  complaint: { primary: ['mfa'], copy: ['emb'] },
  enquiry: { primary: ['mfa'], copy: ['emb'] },
  suggestion: { primary: ['mfa'], copy: [] },
};

/** What a need adds to the category's line. */
const NEED_ROUTES: Partial<Record<NeedKind, readonly Destination[]>> = {
  medicine: ['erc', 'moh'],
  medical_care: ['erc', 'moh'],
  evacuation_seat: ['moca'],
  psychosocial: ['erc'],
  document: ['emb', 'moi-pass'],
  cash: ['moss'],
  legal: ['mfa', 'emb'],
  body_repatriation: ['emb', 'moh'],
};

/** Missing people are asked of the Red Cross after this many seconds (d.2). */
const ICRC_AFTER = 72 * 3600;

export interface ToRoute {
  category: Category;
  needs: readonly NeedKind[];
  country?: string;
  /** Age of the case in seconds. */
  age: number;
}

/** What of the directory the table needs. */
export interface Routable {
  id: string;
  active: boolean;
  scope?: { countries?: readonly string[]; categories?: readonly Category[]; needs?: readonly NeedKind[] };
}

export interface Routed {
  primary: string[];
  copy: string[];
  /** Nobody in the directory is there for it: the shift supervisor decides, never silence (d.2). */
  toSupervisor: boolean;
}

/**
 * Agencies for a case, best first: the table's, as far as the directory has them, then those whose own scope names the category or a
 * need. Each agency stands once.
 */
export function routeOf(about: ToRoute, directory: readonly Routable[]): Routed {
  const line = ROUTES[about.category] ?? { primary: [], copy: [] };
  const here = directory.filter(({ active, scope }) => active && inCountry(scope?.countries, about.country));
  const find = (destinations: readonly Destination[]) =>
    destinations.map((name) => resolve(name, about.country)).filter((id) => here.some((agency) => agency.id === id));

  const primary = unique(find(line.primary));
  const late = about.category === 'missing_person' && about.age >= ICRC_AFTER ? ['icrc'] : [];
  const forNeeds = about.needs.flatMap((need) => NEED_ROUTES[need] ?? []);
  const byScope = here
    .filter(
      ({ scope }) =>
        scope?.categories?.includes(about.category) || about.needs.some((need) => scope?.needs?.includes(need)),
    )
    .map(({ id }) => id);
  const copy = unique([...find([...line.copy, ...late, ...forNeeds]), ...byScope]).filter(
    (id) => !primary.includes(id),
  );
  return { primary, copy, toSupervisor: primary.length === 0 && copy.length === 0 };
}

/** Agencies for a case as it is now. */
export function routesOf(state: CaseState, directory: readonly Routable[], now: string): Routed {
  const needs = state.needs.filter(({ status }) => status === 'open').map(({ kind }) => kind);
  const about = { category: state.category, needs, age: secondsBetween(state.opened.at, now) };
  return routeOf({ ...about, ...(state.country ? { country: state.country } : {}) }, directory);
}

function resolve(name: Destination, country: string | undefined): string {
  return name === 'emb' ? `emb-${(country ?? '').toLowerCase()}` : name;
}

function inCountry(countries: readonly string[] | undefined, country: string | undefined): boolean {
  return !countries?.length || (country !== undefined && countries.includes(country));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
