import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../preferences.ts';
import { readsCases, useRoom } from '../room.ts';
import { hrefOf, useRoute } from '../route.ts';
import { screensOf } from '../screens.ts';
import { useFormat, useNow } from '../text/format.ts';
import { setLanguage } from '../text/language.ts';
import type { TextKey } from '../text/texts.ts';
import { ROLE_NAMES } from '../text/words.ts';
import { PreferencesDialog } from './preferences.tsx';
import { Toasts } from './toasts.tsx';

/** The frame around every screen: where one can go, whether the line is live, who one is. */
export function Shell({ ended, signIn, children }: { ended: boolean; signIn: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const room = useRoom();
  const lang = usePreference('lang');
  const [preferences, setPreferences] = useState(false);
  const other = lang === 'ar' ? 'en' : 'ar';
  const [role] = room.me.roles;
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>
        {t('skip')}
      </button>
      <header className="bar">
        <span className="name">{t('room')}</span>
        <Navigation />
        <div className="here">
          <RoomTime />
          <span className="line" data-line={room.line} role="status">
            {t(room.line)}
          </span>
          <span className="me">
            <bdi>{room.me.id}</bdi>
            {role ? <span className="soft role"> · {format.both(ROLE_NAMES[role])}</span> : null}
          </span>
          <button type="button" className="quiet" lang={other} onClick={() => setLanguage(other)}>
            {t('otherLanguage')}
          </button>
          <button type="button" className="quiet" onClick={() => setPreferences(true)}>
            {t('preferences')}
          </button>
          <button type="button" className="quiet" onClick={room.signOut}>
            {t('signOut')}
          </button>
        </div>
      </header>
      {ended ? (
        <p className="banner" role="alert">
          {t('sessionEnded')}
          <button type="button" onClick={signIn}>
            {t('signIn')}
          </button>
        </p>
      ) : room.line === 'offline' ? (
        <p className="banner" role="alert">
          {t('offlineLong')}
        </p>
      ) : null}
      <Content>{children}</Content>
      <Toasts />
      {preferences ? <PreferencesDialog onClose={() => setPreferences(false)} /> : null}
    </>
  );
}

/** Another screen begins at its beginning, for the eye and for a screen reader. */
function Content({ children }: { children: ReactNode }) {
  const here = useRoute().path.join('/');
  const ref = useRef<HTMLElement>(null);
  const before = useRef(here);
  useEffect(() => {
    if (before.current === here) return;
    before.current = here;
    if (!ref.current?.contains(document.activeElement)) ref.current?.focus();
  }, [here]);
  return (
    <main id="content" tabIndex={-1} ref={ref}>
      {children}
    </main>
  );
}

function RoomTime() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = new Date(useNow()).toISOString();
  return (
    <time className="room-time" dateTime={now.slice(0, 16)}>
      <bdi>{format.time(now)}</bdi> <span className="soft">{t('cairo')}</span>
    </time>
  );
}

const IN_NARROW_BAR = 3;

interface Place {
  path: string;
  nav: TextKey;
  menu?: true;
}

/** What is opened all the time stands in the bar, the rest behind one button, which bears the name of where one is. */
function Navigation() {
  const { t } = useTranslation();
  const { me } = useRoom();
  const { path: here } = useRoute();
  const places: Place[] = [
    ...(readsCases(me)
      ? [
          { path: '', nav: 'board' as const },
          { path: 'mine', nav: 'mine' as const },
        ]
      : []),
    ...screensOf(me.roles).flatMap(({ path, nav, menu }) => (nav ? [{ path, nav, ...(menu ? { menu } : {}) }] : [])),
  ];
  const current = here[0] ?? '';
  const link = ({ path, nav }: Place) => (
    <a key={path} href={hrefOf(path ? [path] : [])} aria-current={path === current ? 'page' : undefined}>
      {t(nav)}
    </a>
  );
  const inBar = places.filter(({ menu }) => !menu);
  // Of what the bar has on a desk, a phone's has the first few.
  const desk = inBar.slice(IN_NARROW_BAR);
  const behind = places.filter(({ menu }) => menu);
  const at = ({ path }: Place) => path === current;
  return (
    <nav aria-label={t('screens')}>
      {inBar.slice(0, IN_NARROW_BAR).map(link)}
      <span className="wide-only">{desk.map(link)}</span>
      {behind.length + desk.length > 0 ? (
        <Menu key={here.join('/')} here={behind.find(at)?.nav} hereNarrow={desk.find(at)?.nav}>
          <span className="narrow-only">{desk.map(link)}</span>
          {behind.map(link)}
        </Menu>
      ) : null}
    </nav>
  );
}

/** Opens with Enter or a press; closes with Escape, by a press elsewhere, and when the focus leaves it. */
function Menu({
  here,
  hereNarrow,
  children,
}: {
  /** The screen behind it that one is on; where that is behind it on a phone only, `hereNarrow`. */
  here: TextKey | undefined;
  hereNarrow: TextKey | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) setOpen(false);
    };
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    addEventListener('pointerdown', elsewhere);
    addEventListener('focusin', elsewhere);
    // Before the screen behind it hears the key.
    addEventListener('keydown', leave, true);
    return () => {
      removeEventListener('pointerdown', elsewhere);
      removeEventListener('focusin', elsewhere);
      removeEventListener('keydown', leave, true);
    };
  }, [open]);
  return (
    <div className="menu" ref={ref}>
      <button
        ref={button}
        type="button"
        className="bar-more"
        aria-expanded={open}
        aria-controls="screens-menu"
        data-here={here !== undefined || undefined}
        onClick={() => setOpen(!open)}
      >
        {here ? (
          t(here)
        ) : (
          <>
            <span className="wide-only">{t('more')}</span>
            <span className="narrow-only">{t(hereNarrow ?? 'more')}</span>
          </>
        )}{' '}
        <span aria-hidden>▾</span>
      </button>
      <div id="screens-menu" hidden={!open}>
        {children}
      </div>
    </div>
  );
}
