/** What is heard and seen when a P1 arrives, whichever screen is open. */
import { preference } from '../preferences.ts';

let audio: AudioContext | undefined;

/** Two short rising tones: heard over a room that speaks, over before it annoys. Silent until the person has touched the page once. */
export function ring(): void {
  if (preference('sound') === 'off') return;
  audio ??= new AudioContext();
  if (audio.state !== 'running') void audio.resume();
  const start = audio.currentTime + 0.02;
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = start + index * 0.22;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.21);
  }
}
