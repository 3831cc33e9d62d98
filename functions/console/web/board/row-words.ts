import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../text/format.ts';

/** What rows say, looked up once for all of them and not once in each. */
export interface RowWords {
  format: Format;
  select: string;
  noClock: string;
  left: string;
  restricted: string;
  fromThem: string;
  toThem: string;
  me: string;
  nobody: string;
  persons(count: number): string;
  children(count: number): string;
  similar(count: number): string;
  similarLong(count: number): string;
  looking(who: string): string;
  writing(who: string): string;
  place(place: string | null | undefined, country: string | null | undefined): string;
}

export function useRowWords(): RowWords {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const n = (count: number) => format.number(count);
    return {
      format,
      select: t('select'),
      noClock: t('noClock'),
      left: t('left'),
      restricted: t('restricted'),
      fromThem: t('fromThem'),
      toThem: t('toThem'),
      me: t('me'),
      nobody: t('nobody'),
      persons: once((count) => t('persons', { count, n: n(count) })),
      children: once((count) => t('children', { count, n: n(count) })),
      similar: once((count) => t('similar', { n: n(count) })),
      similarLong: once((count) => t('similarLong', { n: n(count) })),
      looking: (who) => t('looking', { who }),
      writing: (who) => t('writing', { who }),
      place: (place, country) => format.where(place, country),
    };
  }, [t, format]);
}

function once(make: (count: number) => string): (count: number) => string {
  const made = new Map<number, string>();
  return (count) => {
    const text = made.get(count) ?? make(count);
    made.set(count, text);
    return text;
  };
}
