/** A notice's words as a form holds them, and back. */
import type { Notice } from '../answers.ts';
import { instantInCairo } from '../calls/form.ts';
import { localInCairo } from '../desk/time.ts';
import type { Values } from '../desk/typed.ts';

export type Content = NonNullable<Notice['current']>['content'];

type Value = (name: string) => string;

const TEXTS = ['title', 'body', 'instruction'] as const;
const CODES = ['severity', 'urgency', 'certainty', 'response', 'category'] as const;

/** What stands in the room now, by field. */
export function valuesOf(content: Content): Values {
  const both = (name: string, text: { ar: string; en: string } | undefined) => ({
    [`${name}.ar`]: text?.ar ?? '',
    [`${name}.en`]: text?.en ?? '',
  });
  return {
    ...both('title', content.title),
    ...both('body', content.body),
    ...both('instruction', content.instruction),
    ...both('area', content.area.name),
    countries: content.area.countries.join(','),
    ...Object.fromEntries(CODES.map((name) => [name, content[name]])),
    onset: localInCairo(content.onset),
    expires: localInCairo(content.expires),
  };
}

/** The content that the form says. What the form has no field for, a polygon, stays as it was. */
export function contentOf(value: Value, before?: Content): Content {
  const both = (name: string) => ({ ar: value(`${name}.ar`).trim(), en: value(`${name}.en`).trim() });
  const some = (name: string) => value(`${name}.ar`).trim() !== '' || value(`${name}.en`).trim() !== '';
  const { name: _name, ...shape } = before?.area ?? { countries: [] };
  return {
    ...(Object.fromEntries(
      TEXTS.filter((name) => name !== 'instruction' || some(name)).map((name) => [name, both(name)]),
    ) as Pick<Content, 'title' | 'body'>),
    area: {
      ...shape,
      countries: value('countries').split(',').filter(Boolean),
      ...(some('area') ? { name: both('area') } : {}),
    },
    ...(Object.fromEntries(CODES.map((name) => [name, value(name)])) as Pick<Content, (typeof CODES)[number]>),
    ...(value('onset') ? { onset: instantInCairo(value('onset')) } : {}),
    ...(value('expires') ? { expires: instantInCairo(value('expires')) } : {}),
  };
}
