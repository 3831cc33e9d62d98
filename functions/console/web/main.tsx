import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Session } from './auth.ts';
import { showTheme } from './preferences.ts';
import { roomSettings } from './settings.ts';
import { startLanguage } from './text/language.ts';

showTheme();
await startLanguage();
const session = await Session.open(roomSettings());
const signedIn = await session.arrive();
if (!signedIn && session.wasHere()) await session.signIn();
else createRoot(document.getElementById('room')!).render(<App session={session} signedIn={signedIn} />);
