/** Telegram on a laptop: bots' side of the Bot API, and updates as the real server posts them (channels.md 2.3). */
import { randomInt } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { Carrier, type CarrierOptions, type Person, type Said } from './carrier.ts';

export interface TelegramOptions extends CarrierOptions {
  botToken: string;
  secretToken: string;
}

/** Pauses double up to a minute or two; an update is given up after a day. */
const RETRIES = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 90_000];

export class Telegram extends Carrier<TelegramOptions> {
  readonly name = 'telegram';
  /** After a quiet week the next one is random; within a week they follow each other. */
  private updateId = randomInt(1, 1_000_000_000);
  private messageId = 10;
  /** The updates of one chat go one after another, whatever it takes. */
  private readonly queues = new Map<string, Promise<void>>();

  constructor(options: TelegramOptions) {
    super(options, RETRIES);
    this.meet({ key: 'tg:5100000001', name: 'سلمى / Salma', address: '5100000001', username: 'salma_sd' });
    this.meet({ key: 'tg:5100000002', name: 'Yusuf', address: '5100000002' });
  }

  newcomer(typed: string, name?: string): Person | undefined {
    const id = typed.replace(/\D/g, '');
    return id.length < 5 ? undefined : this.meet({ key: `tg:${id}`, name: name || `Telegram ${id}`, address: id });
  }

  say(person: Person, said: Said): string {
    const id = String(++this.messageId);
    const bubble = this.written(person, id, said);
    const date = Math.floor(bubble.at / 1000);
    const update =
      said.type === 'reply'
        ? {
            callback_query: { id: `${date}${id}`, from: userOf(person), data: said.buttonId, message: pressed(person) },
          }
        : {
            message: {
              message_id: Number(id),
              from: userOf(person),
              chat: chatOf(person),
              date,
              ...contentOf(said, bubble.mediaId),
            },
          };
    this.post(person, update, (state) => {
      bubble.state = state;
    });
    return id;
  }

  /** The bot said something. @returns undefined where Telegram would say 403 */
  receive(person: Person, text: string): number | undefined {
    if (person.off) return undefined;
    const id = ++this.messageId;
    this.remember(person, { id: String(id), from: 'room', at: this.options.now(), kind: 'text', text, state: 'sent' });
    return id;
  }

  /** Blocking the bot is told to it; the next message to him is refused. */
  override switchOff(person: Person, off: boolean): void {
    person.off = off;
    const user = { id: 1_000_000_001, is_bot: true, first_name: 'Operations room', username: 'ops_room_bot' };
    const [was, is] = off ? ['member', 'kicked'] : ['kicked', 'member'];
    const change = { old_chat_member: { user, status: was }, new_chat_member: { user, status: is } };
    const date = Math.floor(this.options.now() / 1000);
    this.post(person, { my_chat_member: { chat: chatOf(person), from: userOf(person), date, ...change } });
  }

  private post(person: Person, update: object, told?: Parameters<Carrier['sender']['post']>[1]): void {
    const body = JSON.stringify({ update_id: this.updateId++, ...update });
    const headers = {
      'Content-Type': 'application/json',
      'X-Telegram-Bot-Api-Secret-Token': this.options.secretToken,
    };
    const webhook = { url: `${this.options.roomUrl()}/webhooks/telegram`, headers, body };
    const before = this.queues.get(person.key) ?? Promise.resolve();
    this.queues.set(person.key, this.sender.track(before.then(() => this.sender.post(webhook, told))));
  }
}

const userOf = ({ address, name, username }: Person) => ({
  id: Number(address),
  is_bot: false,
  first_name: name,
  ...(username ? { username } : {}),
  language_code: 'ar',
});

const chatOf = (person: Person) => ({ id: Number(person.address), type: 'private', first_name: person.name });

const pressed = (person: Person) => ({ message_id: 1, chat: chatOf(person), date: 0, text: '' });

function contentOf(said: Said, fileId: string | undefined): object {
  const file = { file_id: fileId, file_unique_id: fileId, file_size: said.bytes?.length ?? 0 };
  switch (said.type) {
    case 'image':
      return { photo: [{ ...file, width: 1280, height: 960 }], ...(said.text ? { caption: said.text } : {}) };
    case 'audio':
      return { voice: { ...file, duration: 3, mime_type: said.mime ?? 'audio/ogg' } };
    case 'location':
      return { location: { latitude: said.lat, longitude: said.lon } };
    default:
      return { text: said.text ?? '' };
  }
}

/** Mount at `/_local/telegram`; `OPS_TELEGRAM_API_URL` points there. */
export function telegramSimulator(options: TelegramOptions): { carrier: Telegram; bot: Hono } {
  const carrier = new Telegram(options);
  const bot = new Hono();
  const refuse = (c: Context, error_code: 400 | 401 | 403 | 404, description: string) =>
    c.json({ ok: false, error_code, description }, error_code);

  bot.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', async (c) => {
    if (c.req.param('bot') !== `bot${options.botToken}`) return refuse(c, 401, 'Unauthorized');
    const asked = { ...c.req.query(), ...(await given(c)) };
    const result = (value: unknown) => c.json({ ok: true, result: value });
    switch (c.req.param('method')) {
      case 'getMe':
        return result({ id: 1_000_000_001, is_bot: true, first_name: 'Operations room', username: 'ops_room_bot' });
      case 'sendMessage': {
        const text = String(asked.text ?? '');
        if (text === '') return refuse(c, 400, 'Bad Request: message text is empty');
        if (text.length > 4096) return refuse(c, 400, 'Bad Request: message is too long');
        const person = carrier.people.get(`tg:${asked.chat_id}`) ?? carrier.newcomer(String(asked.chat_id));
        if (!person) return refuse(c, 400, 'Bad Request: chat not found');
        const id = carrier.receive(person, text);
        if (id === undefined) return refuse(c, 403, 'Forbidden: bot was blocked by the user');
        return result({ message_id: id, date: Math.floor(options.now() / 1000), chat: chatOf(person), text });
      }
      case 'answerCallbackQuery':
      case 'sendChatAction':
      case 'setWebhook':
      case 'deleteWebhook':
        return result(true);
      case 'getWebhookInfo':
        return result({ url: `${options.roomUrl()}/webhooks/telegram`, pending_update_count: 0 });
      case 'getFile': {
        const medium = carrier.media.get(String(asked.file_id));
        if (!medium) return refuse(c, 400, 'Bad Request: invalid file_id');
        const id = String(asked.file_id);
        return result({ file_id: id, file_unique_id: id, file_size: medium.bytes.length, file_path: `files/${id}` });
      }
      default:
        return refuse(c, 404, 'Not Found');
    }
  });

  bot.get('/file/:bot{bot[^/]+}/files/:id', (c) => {
    const medium = carrier.media.get(c.req.param('id'));
    if (!medium || c.req.param('bot') !== `bot${options.botToken}`) return refuse(c, 404, 'Not Found');
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': 'application/octet-stream' });
  });
  return { carrier, bot };
}

async function given(c: Context): Promise<Record<string, unknown>> {
  if (c.req.method === 'GET') return {};
  const json = (c.req.header('content-type') ?? '').includes('json');
  return json ? ((await c.req.json().catch(() => ({}))) as Record<string, unknown>) : c.req.parseBody();
}
