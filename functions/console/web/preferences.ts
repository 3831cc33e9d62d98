/** How this person likes the screen. Nothing of a case or of a citizen is kept here. */
import { useSyncExternalStore } from 'react';

export interface Preferences {
  lang: 'ar' | 'en';
  theme: 'system' | 'day' | 'night';
  digits: 'latn' | 'arab';
  sound: 'on' | 'off';
  /** Single letters act: for those who dictate to their machine they must not. */
  keys: 'on' | 'off';
  /** Views of the board that this person keeps: `name\tfilter` by line. */
  views: string;
}

const FIRST: Preferences = { lang: 'ar', theme: 'system', digits: 'latn', sound: 'on', keys: 'on', views: '' };
const listeners = new Set<() => void>();
/** Every row of a board asks, many times a second; storage is slow. */
const known = new Map<keyof Preferences, string>();

export function preference<K extends keyof Preferences>(name: K): Preferences[K] {
  const value = known.get(name) ?? localStorage.getItem(`likes ${name}`) ?? FIRST[name];
  known.set(name, value);
  return value as Preferences[K];
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  localStorage.setItem(`likes ${name}`, value);
  known.set(name, value);
  if (name === 'theme') showTheme();
  for (const tell of listeners) tell();
}

export function usePreference<K extends keyof Preferences>(name: K): Preferences[K] {
  return useSyncExternalStore(subscribe, () => preference(name));
}

export function showTheme(): void {
  document.documentElement.dataset.theme = preference('theme');
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
