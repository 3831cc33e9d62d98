import { useTranslation } from 'react-i18next';
import { type Preferences, setPreference, usePreference } from '../preferences.ts';
import { type Lang, setLanguage } from '../text/language.ts';
import type { TextKey } from '../text/texts.ts';
import { Dialog } from './dialog.tsx';

const CHOICES: {
  [K in Exclude<keyof Preferences, 'views'>]: readonly (readonly [value: Preferences[K], text: TextKey])[];
} = {
  lang: [
    ['ar', 'arabic'],
    ['en', 'english'],
  ],
  theme: [
    ['system', 'themeSystem'],
    ['day', 'themeDay'],
    ['night', 'themeNight'],
  ],
  digits: [
    ['latn', 'digitsLatn'],
    ['arab', 'digitsArab'],
  ],
  sound: [
    ['on', 'soundOn'],
    ['off', 'soundOff'],
  ],
  keys: [
    ['on', 'soundOn'],
    ['off', 'soundOff'],
  ],
};

/** How this person likes the screen; takes effect at once. */
export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('preferences')} onClose={onClose}>
      <div className="fields">
        <Choice name="lang" label="language" />
        <Choice name="theme" label="theme" />
        <Choice name="digits" label="digits" />
        <Choice name="sound" label="sound" />
        <Choice name="keys" label="letterKeys" />
      </div>
    </Dialog>
  );
}

function Choice({ name, label }: { name: keyof typeof CHOICES; label: TextKey }) {
  const { t } = useTranslation();
  const value = usePreference(name);
  return (
    <label>
      {t(label)}
      <select
        value={value}
        onChange={({ target }) =>
          name === 'lang'
            ? setLanguage(target.value as Lang)
            : setPreference(name, target.value as Preferences[typeof name])
        }
      >
        {CHOICES[name].map(([each, text]) => (
          <option key={each} value={each}>
            {t(text)}
          </option>
        ))}
      </select>
    </label>
  );
}
