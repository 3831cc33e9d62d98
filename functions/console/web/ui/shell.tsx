import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { setLanguage } from '../text/language.ts';

/** The frame around every screen: where one can go, whether the line is live, who one is. */
export function Shell({ ended, signIn, children }: { ended: boolean; signIn: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const room = useRoom();
  const lang = usePreference('lang');
  const other = lang === 'ar' ? 'en' : 'ar';
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="bar">
        <strong>{t('room')}</strong>
        <nav>
          <a href="#/">{t('board')}</a>
        </nav>
        <span className="line" data-line={room.line} role="status">
          {t(room.line === 'offline' ? 'offline' : room.line)}
        </span>
        <bdi>{room.me.roles.join(' ')}</bdi>
        <button type="button" lang={other} onClick={() => setLanguage(other)}>
          {t('otherLanguage')}
        </button>
        <button type="button" onClick={room.signOut}>
          {t('signOut')}
        </button>
      </header>
      {ended ? (
        <p className="banner" role="alert">
          {t('sessionEnded')}{' '}
          <button type="button" onClick={signIn}>
            {t('signIn')}
          </button>
        </p>
      ) : null}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
