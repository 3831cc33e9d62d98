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

export function preference<K extends keyof Preferences>(name: K): Preferences[K] {
  return (localStorage.getItem(`likes ${name}`) as Preferences[K] | null) ?? FIRST[name];
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  localStorage.setItem(`likes ${name}`, value);
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
