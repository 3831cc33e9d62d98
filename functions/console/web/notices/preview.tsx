import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countryWords, instantWords } from '../../../../shared/escalation/words.ts';
import type { NoticeKind } from '../../../../shared/notices/vocabulary.ts';
import { KIND_WORDS, NOTICES, SEVERITY_WORDS } from '../../../../shared/texts/notices.ts';
import { useFormat } from '../text/format.ts';
import type { Content } from './content.ts';

/** A notice as its public page shows it, with the page's own words, in either language. */
export function Preview({ kind, content }: { kind: NoticeKind; content: Content }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setLang] = useState<'ar' | 'en'>();
  const lang = chosen ?? format.lang;
  const severity = content.severity in SEVERITY_WORDS ? SEVERITY_WORDS[content.severity as 'Minor'] : undefined;
  const place = [content.area.name?.[lang], ...content.area.countries.map((code) => countryWords(code)[lang])];
  return (
    <section className="sheet preview-notice">
      <header className="head">
        <h2>{t('notices.preview')}</h2>
        <fieldset>
          <legend className="visually-hidden">{t('notices.previewIn')}</legend>
          {(['ar', 'en'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === lang} onClick={() => setLang(each)}>
              <span lang={each}>{each === 'ar' ? 'العربية' : 'English'}</span>
            </button>
          ))}
        </fieldset>
      </header>
      <article lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} data-severity={content.severity}>
        <h3>{content.title[lang]}</h3>
        <p className="tags">
          <b>{KIND_WORDS[kind][lang]}</b> {severity ? <span>{severity[lang]}</span> : null}
        </p>
        <p className="said">{content.body[lang]}</p>
        {content.instruction ? (
          <>
            <h4>{NOTICES.instruction[lang]}</h4>
            <p className="said">{content.instruction[lang]}</p>
          </>
        ) : null}
        <dl className="facts">
          {content.onset ? (
            <>
              <dt>{NOTICES.from[lang]}</dt>
              <dd>{instantWords(content.onset)[lang]}</dd>
            </>
          ) : null}
          {content.expires ? (
            <>
              <dt>{NOTICES.until[lang]}</dt>
              <dd>{instantWords(content.expires)[lang]}</dd>
            </>
          ) : null}
          <dt>{NOTICES.where[lang]}</dt>
          <dd>{place.filter(Boolean).join(lang === 'ar' ? '، ' : ', ') || '–'}</dd>
        </dl>
      </article>
    </section>
  );
}
