/**
 * The core hashtags of the Humanitarian Exchange Language, release 1.1 (hxlstandard.org, hashtag dictionary). Attributes behind a `+` are
 * free; the hashtag is not.
 */
export const HXL_HASHTAGS: ReadonlySet<string> = new Set(
  [
    ...['access', 'activity', 'adm1', 'adm2', 'adm3', 'adm4', 'adm5', 'affected', 'beneficiary', 'capacity', 'cause'],
    ...['channel', 'contact', 'country', 'crisis', 'currency', 'date', 'description', 'event', 'frequency', 'geo'],
    ...['group', 'impact', 'indicator', 'inneed', 'item', 'loc', 'meta', 'modality', 'need', 'operations', 'org'],
    ...['output', 'population', 'reached', 'region', 'respondee', 'sector', 'service', 'severity', 'status'],
    ...['subsector', 'targeted', 'value'],
  ].map((name) => `#${name}`),
);

/** Columns of a report's table, with the tag of each (domain.md f.4). */
export const COLUMNS = [
  { name: 'report', tag: '#meta+id+report' },
  { name: 'as_of', tag: '#date+reported' },
  { name: 'crisis', tag: '#crisis+code' },
  { name: 'part', tag: '#meta+section' },
  { name: 'figure', tag: '#indicator+code' },
  { name: 'name', tag: '#indicator+name+i_en' },
  { name: 'name_ar', tag: '#indicator+name+i_ar' },
  { name: 'dimension', tag: '#indicator+type' },
  { name: 'country', tag: '#country+code' },
  { name: 'place', tag: '#adm1+name' },
  { name: 'agency', tag: '#org+agency' },
  { name: 'priority', tag: '#severity+priority' },
  { name: 'category', tag: '#sector+category' },
  { name: 'need', tag: '#need+type' },
  { name: 'safety', tag: '#status+safety' },
  { name: 'key', tag: '#meta+key' },
  { name: 'measure', tag: '#meta+measure' },
  { name: 'n', tag: '#meta+n' },
  { name: 'value', tag: '#indicator+value+num' },
] as const satisfies readonly { name: string; tag: `#${string}` }[];
