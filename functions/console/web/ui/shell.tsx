import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { READERS } from '../../../../shared/http/roles.ts';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { hrefOf, useRoute } from '../route.ts';
import { SCREENS } from '../screens.ts';
import { setLanguage } from '../text/language.ts';
import { Toasts } from './toasts.tsx';

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
        <Navigation />
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
      <Toasts />
    </>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const here = useRoute().path[0] ?? '';
  const board = READERS.some((role) => me.roles.includes(role));
  const screens = SCREENS.filter(({ nav, roles }) => nav && roles.some((role) => me.roles.includes(role)));
  const places = [
    ...(board ? [{ path: '', nav: 'board' as const }] : []),
    ...(board ? [{ path: 'mine', nav: 'mine' as const }] : []),
    ...screens,
  ];
  return (
    <nav aria-label={t('screens')}>
      {places.map(({ path, nav = 'board' }) => (
        <a key={path} href={hrefOf(path ? [path] : [])} aria-current={path === here ? 'page' : undefined}>
          {t(nav)}
        </a>
      ))}
    </nav>
  );
}
