/** What is typed about an agency, and what the room is sent of it: pure. */
import type { Agency } from '../answers.ts';

export interface TypedContact {
  channel: string;
  address: string;
  name: string;
}

export interface TypedTier {
  ar: string;
  en: string;
  contacts: TypedContact[];
}

export interface TypedAgency {
  id: string;
  nameAr: string;
  nameEn: string;
  kind: string;
  country: string;
  hours: string;
  categories: string[];
  needs: string[];
  countries: string[];
  tiers: TypedTier[];
  sees: string[];
  basis: string;
  standard: string;
  active: boolean;
}

const EMPTY_CONTACT: TypedContact = { channel: 'email', address: '', name: '' };
export const EMPTY_TIER: TypedTier = { ar: '', en: '', contacts: [EMPTY_CONTACT] };
export const EMPTY_AGENCY: TypedAgency = {
  id: '',
  nameAr: '',
  nameEn: '',
  kind: 'other',
  country: '',
  hours: '24/7',
  categories: [],
  needs: [],
  countries: [],
  tiers: [EMPTY_TIER],
  sees: [],
  basis: '',
  standard: 'cloudevents',
  active: true,
};

export function typedOf(agency: Agency): TypedAgency {
  return {
    id: agency.id,
    nameAr: agency.name.ar,
    nameEn: agency.name.en,
    kind: agency.kind,
    country: agency.country ?? '',
    hours: agency.hours,
    categories: agency.scope.categories,
    needs: agency.scope.needs,
    countries: agency.scope.countries,
    tiers: agency.tiers.map(({ role, contacts }) => ({
      ...role,
      contacts: contacts.map(({ channel, address, name = '' }) => ({ channel, address, name })),
    })),
    sees: agency.dataAgreement?.allowedFields ?? [],
    basis: agency.dataAgreement?.legalBasis ?? '',
    standard: agency.standard ?? 'cloudevents',
    active: agency.active,
  };
}

/**
 * The body of `PUT /v1/agencies/{id}`. A line left empty is no contact.
 * @param before what the directory holds that the form does not ask for: kept as it is.
 */
export function bodyOf(typed: TypedAgency, before?: Agency): object {
  const { legalBasis: _basis, allowedFields: _fields, ...agreement } = before?.dataAgreement ?? {};
  const agreed = typed.sees.length > 0 || typed.basis.trim() !== '';
  return {
    name: { ar: typed.nameAr.trim(), en: typed.nameEn.trim() },
    kind: typed.kind,
    ...(typed.country ? { country: typed.country } : {}),
    scope: { countries: typed.countries, categories: typed.categories, needs: typed.needs },
    ...(before?.parentId ? { parentId: before.parentId } : {}),
    tiers: typed.tiers.map(({ ar, en, contacts }) => ({
      role: { ar: ar.trim(), en: en.trim() },
      contacts: contacts
        .filter(({ address }) => address.trim() !== '')
        .map(({ channel, address, name }) => ({
          channel,
          address: address.trim(),
          ...(name.trim() ? { name: name.trim() } : {}),
        })),
    })),
    hours: typed.hours.trim() || '24/7',
    ...(before ? { languages: before.languages } : {}),
    ...(agreed
      ? {
          dataAgreement: {
            ...agreement,
            allowedFields: typed.sees,
            ...(typed.basis.trim() ? { legalBasis: typed.basis.trim() } : {}),
          },
        }
      : {}),
    standard: typed.standard,
    active: typed.active,
  };
}

/** Where a contact that was typed stands in what was sent: lines left empty are not counted. */
export function sentPlace(contacts: readonly TypedContact[], index: number): number {
  return contacts.slice(0, index).filter(({ address }) => address.trim() !== '').length;
}
