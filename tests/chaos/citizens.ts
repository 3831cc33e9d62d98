/** Hundreds of people who write for help, each by a channel of his own, and some of them again and again. */
import { randomUUID } from 'node:crypto';
import type { CarrierName, Person } from '../../infra/local/simulators/carrier.ts';
import type { Dice } from './dice.ts';
import type { Providers } from './providers.ts';
import type { Said } from './records.ts';

/** What people write, from the gravest to nothing at all; triage reads each of them in its own way. */
const WORDS = [
  'بنتي مصابة بطلق ناري وبتنزف',
  'My son was shot, we need a doctor now',
  'إحنا محبوسين في الشقة ومفيش مية من يومين',
  'We are trapped, no water and no power for three days',
  'أنا عندي ١٢ سنة ولوحدي في البيت وأهلي مش بيردوا',
  'محتاج دوا السكر لأبويا، خلص من امبارح',
  'عايز أسأل على مواعيد الأتوبيسات للمعبر',
  'When do the buses leave for the border?',
  'الباسبور بتاعي ضاع، أعمل إيه؟',
  'فين أخويا؟ مختفي من أسبوع في الخرطوم',
  'We are at the border since yesterday and nobody lets us through',
  'شكرا، الحمد لله كلنا بخير',
  'لسه مستنيين حد يرد علينا',
  'any news?',
  '؟',
] as const;

const CHANNELS = { whatsapp: 8, messenger: 3, telegram: 4, twilio: 3, email: 2, web: 2 } as const;
export type Way = keyof typeof CHANNELS;

/** One pixel, as a photo. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Somebody in need presses the button until the page thanks him; here for some minutes at most. */
const ATTEMPTS = 80;

interface Citizen {
  way: Way;
  person?: Person;
  /** The page that he filled in, of those who have no messenger. */
  submission: string;
}

export class Citizens {
  /** Submissions of the public form; the carriers keep what goes by them. */
  readonly forms: Said[] = [];
  private readonly all: Citizen[] = [];
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly providers: Providers,
    private readonly dice: Dice,
    private readonly senders: number,
    ways: readonly Way[] = Object.keys(CHANNELS) as Way[],
  ) {
    const weights = Object.fromEntries(ways.map((way) => [way, CHANNELS[way]])) as Record<Way, number>;
    for (let n = 0; n < senders; n++) this.all.push(this.newcomer(n, dice.weighed(weights)));
  }

  private newcomer(n: number, way: Way): Citizen {
    const submission = randomUUID();
    if (way === 'web') return { way, submission };
    const typed = {
      whatsapp: `2499${10_000_000 + n}`,
      messenger: `56${10_000_000 + n}`,
      telegram: `51${10_000_000 + n}`,
      twilio: `2499${20_000_000 + n}`,
      email: `person${n}@example.org`,
    }[way];
    const person = this.providers.carriers[way].newcomer(typed, `Person ${n}`);
    if (!person) throw new Error(`${typed} is nobody at ${way}`);
    return { way, submission, person };
  }

  /** Somebody writes something. */
  speak(): void {
    const { dice } = this;
    // A few write much: whoever is early in the list.
    const one = this.all[Math.floor(dice.next() ** 2 * this.senders)]!;
    const token = dice.token(10);
    const words = `${dice.pick(WORDS)} [${token}]`;
    if (one.way === 'web') this.submit(one, words, token);
    else this.say(one.way, one.person!, words, token);
  }

  private say(way: CarrierName, person: Person, words: string, token: string): void {
    const { dice, providers } = this;
    if (dice.chance(0.03)) providers.carriers[way].switchOff(person, !person.off);
    // Whoever blocked the bot cannot write to it.
    if (way === 'telegram' && person.off) providers.carriers[way].switchOff(person, false);
    if (dice.chance(0.05) && way !== 'twilio' && way !== 'email')
      providers.say(way, person, { type: 'location', lat: 15.6 + dice.next(), lon: 32.5, label: 'هنا' });
    else if (dice.chance(0.08))
      providers.say(way, person, { type: 'image', text: words, bytes: PHOTO, mime: 'image/png' }, token);
    else providers.say(way, person, { type: 'text', text: words }, token);
  }

  /** The public form: sent again by hand until the page says that it was received. */
  private submit(one: Citizen, words: string, token: string): void {
    const said: Said = {
      channel: 'web',
      id: one.submission,
      sender: one.submission,
      token,
      taken: false,
      deliveries: 0,
    };
    this.forms.push(said);
    // Each page is one report; whoever writes again fills in a new one.
    one.submission = randomUUID();
    const body = new URLSearchParams({ submission_id: said.id, message: words, language: 'ar', country: 'SD' });
    const sending = (async () => {
      for (let attempt = 0; attempt < ATTEMPTS && !said.taken; attempt++) {
        if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(3000, 200 * 2 ** attempt)));
        const answer = await fetch(`${this.providers.roomUrl}/report`, { method: 'POST', body }).catch(() => undefined);
        await answer?.text().catch(() => '');
        if (answer?.ok) said.taken = true;
        if (answer?.ok) said.deliveries += 1;
      }
    })();
    this.pending.add(sending);
    void sending.finally(() => this.pending.delete(sending));
  }

  async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.allSettled(this.pending);
  }
}
