import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Both } from '../../../../shared/case/events.ts';
import { preference, setPreference } from '../preferences.ts';
import { TEXTS } from './texts.ts';

export type Lang = 'ar' | 'en';

const side = (texts: Record<string, Both>, lang: Lang) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[lang]]));

export async function startLanguage(): Promise<void> {
  const lang = preference('lang');
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: 'ar',
    resources: { ar: { translation: side(TEXTS, 'ar') }, en: { translation: side(TEXTS, 'en') } },
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
  });
  show(lang);
}

/** A screen that is loaded when first needed brings its own words. */
export function addTexts(texts: Record<string, Both>): void {
  for (const lang of ['ar', 'en'] as const)
    i18next.addResourceBundle(lang, 'translation', side(texts, lang), true, true);
}

export function setLanguage(lang: Lang): void {
  setPreference('lang', lang);
  show(lang);
  void i18next.changeLanguage(lang);
}

function show(lang: Lang): void {
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
}
