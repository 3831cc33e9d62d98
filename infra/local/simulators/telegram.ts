/** Telegram on a laptop: bots' side of the Bot API, and updates as the real server posts them (channels.md 2.3). */
import { randomInt } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type Bubble, Carrier, type CarrierOptions, type Person, type Said } from './carrier.ts';
import type { Told, Webhook } from './webhook-sender.ts';

export interface TelegramOptions extends CarrierOptions {
  botToken: string;
  secretToken: string;
  /** The room's address as Telegram was given it; it may differ from where the room listens. */
  publicBaseUrl: string;
}

/** Pauses double up to a minute or two; an update is given up after a day. */
const RETRIES = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 90_000];

/** `Retry-After` is obeyed up to an hour. */
const OBEYED_MS = 3_600_000;

/** All that the room reads. By itself Telegram leaves reactions out. */
const UPDATES = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];
const LEFT_OUT = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** What `setWebhook` was told last, and how it went since. */
interface Hook {
  url: string;
  secretToken: string;
  allowed: readonly string[] | undefined;
  lastError?: { at: number; message: string };
}

interface Update {
  update_id: number;
}

const BOT = { id: 1_000_000_001, is_bot: true, first_name: 'Operations room', username: 'ops_room_bot' };

export class Telegram extends Carrier<TelegramOptions> {
  readonly name = 'telegram';
  hook: Hook;
  /** Not taken by the webhook yet, or waiting for `getUpdates`. */
  readonly pending: Update[] = [];
  /** After a quiet week the next one is random; within a week they follow each other. */
  private updateId = randomInt(1, 1_000_000_000);
  private messageId = 10;
  /** The updates of one chat go one after another, whatever it takes. */
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(options: TelegramOptions) {
    super(options, RETRIES, OBEYED_MS);
    // As whoever set up the bot has left it.
    const url = `${options.publicBaseUrl.replace(/\/$/, '')}/webhooks/telegram`;
    this.hook = { url, secretToken: options.secretToken, allowed: UPDATES };
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
        ? { callback_query: this.pressed(person, said, `${date}${id}`) }
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
  receive(person: Person, text: string, buttons?: Bubble['buttons']): number | undefined {
    if (person.off) return undefined;
    const id = ++this.messageId;
    const bubble: Bubble = { id: String(id), from: 'room', at: this.options.now(), kind: 'text', text, state: 'sent' };
    this.remember(person, buttons?.length ? { ...bubble, buttons } : bubble);
    return id;
  }

  /** Blocking the bot is told to it; the next message to him is refused. */
  override switchOff(person: Person, off: boolean): void {
    person.off = off;
    const [was, is] = off ? ['member', 'kicked'] : ['kicked', 'member'];
    const until = off ? { until_date: 0 } : {};
    const change = {
      old_chat_member: { user: BOT, status: was },
      new_chat_member: { user: BOT, status: is, ...until },
    };
    const date = Math.floor(this.options.now() / 1000);
    this.post(person, { my_chat_member: { chat: chatOf(person), from: userOf(person), date, ...change } });
  }

  /** A pressed button; the message it stands under is the bot's own. */
  private pressed(person: Person, said: Said, id: string): object {
    const under = person.chat.findLast(({ buttons }) => buttons?.some((button) => button.id === said.buttonId));
    const message = {
      message_id: Number(under?.id ?? 1),
      from: BOT,
      chat: chatOf(person),
      date: Math.floor((under?.at ?? this.options.now()) / 1000),
      text: under?.text ?? '',
    };
    return { id, from: userOf(person), chat_instance: person.address, data: said.buttonId, message };
  }

  private post(person: Person, content: object, told?: Told): void {
    const update = { update_id: this.updateId++, ...content };
    const [kind = ''] = Object.keys(content);
    const { allowed } = this.hook;
    if (allowed ? !allowed.includes(kind) : LEFT_OUT.includes(kind)) return;
    this.pending.push(update);
    if (this.hook.url) this.deliver(person.key, update, told);
  }

  private deliver(chat: string, update: Update, told?: Told): void {
    const before = this.queues.get(chat) ?? Promise.resolve();
    const after = before.then(async () => {
      const taken = await this.sender.post(this.webhookOf(update), (state, status) => {
        if (state === 'retrying') this.hook.lastError = { at: this.options.now(), message: errorOf(status) };
        told?.(state, status);
      });
      // Given up after a day, it is gone as well: Telegram keeps no history.
      if (taken || this.hook.url) this.forget(update);
    });
    this.queues.set(chat, this.sender.track(after));
  }

  private webhookOf(update: Update): Webhook {
    const { roomUrl, publicBaseUrl } = this.options;
    const own = publicBaseUrl.replace(/\/$/, '');
    const { url, secretToken } = this.hook;
    const headers = {
      'Content-Type': 'application/json',
      'Accept-Encoding': 'gzip, deflate',
      ...(secretToken ? { 'X-Telegram-Bot-Api-Secret-Token': secretToken } : {}),
    };
    const target = url.startsWith(`${own}/`) ? `${roomUrl()}${url.slice(own.length)}` : url;
    return { url: target, headers, body: JSON.stringify(update) };
  }

  private forget({ update_id }: Update): void {
    const index = this.pending.findIndex((each) => each.update_id === update_id);
    if (index >= 0) this.pending.splice(index, 1);
  }
}

/** In the words of the real server. */
const errorOf = (status: number | undefined) =>
  status === undefined ? 'Connection refused' : `Wrong response from the webhook: ${status}`;

const userOf = ({ address, name, username }: Person) => ({
  id: Number(address),
  is_bot: false,
  first_name: name,
  ...(username ? { username } : {}),
  language_code: 'ar',
});

const chatOf = (person: Person) => ({ id: Number(person.address), type: 'private', first_name: person.name });

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

type Asked = Record<string, unknown>;

/** A method's result, or the refusal in Telegram's words. */
type Answer = { result: unknown } | { error_code: 400 | 403 | 404 | 409; description: string };

const bad = (description: string): Answer => ({ error_code: 400, description: `Bad Request: ${description}` });

function methods(carrier: Telegram): Record<string, (asked: Asked) => Answer> {
  const { options } = carrier;
  const yes = (): Answer => ({ result: true });
  return {
    getMe: () => ({
      result: { ...BOT, can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false },
    }),
    sendMessage(asked) {
      const text = String(asked.text ?? '');
      if (text === '') return bad('message text is empty');
      if (text.length > 4096) return bad('message is too long');
      const person = carrier.people.get(`tg:${asked.chat_id}`) ?? carrier.newcomer(String(asked.chat_id));
      if (!person) return bad('chat not found');
      const id = carrier.receive(person, text, buttonsOf(asked.reply_markup));
      if (id === undefined) return { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
      const date = Math.floor(options.now() / 1000);
      return { result: { message_id: id, from: BOT, chat: chatOf(person), date, text } };
    },
    answerCallbackQuery: yes,
    sendChatAction: yes,
    setWebhook(asked) {
      const url = String(asked.url ?? '');
      const secretToken = String(asked.secret_token ?? '');
      if (url !== '' && !/^https?:\/\/[^/]/.test(url))
        return bad('bad webhook: An HTTPS URL must be provided for webhook');
      if (!/^[A-Za-z0-9_-]{0,256}$/.test(secretToken)) return bad('secret token contains unallowed characters');
      const allowed = listOf(asked.allowed_updates);
      // Without a word about them, what was asked for before stays.
      carrier.hook = {
        url,
        secretToken,
        allowed: allowed === undefined ? carrier.hook.allowed : allowed.length > 0 ? allowed : undefined,
      };
      if (asked.drop_pending_updates) carrier.pending.length = 0;
      return yes();
    },
    deleteWebhook(asked) {
      carrier.hook = { url: '', secretToken: '', allowed: carrier.hook.allowed };
      if (asked.drop_pending_updates) carrier.pending.length = 0;
      return yes();
    },
    getWebhookInfo() {
      const { url, allowed, lastError } = carrier.hook;
      return {
        result: {
          url,
          has_custom_certificate: false,
          pending_update_count: carrier.pending.length,
          ...(url ? { max_connections: 40 } : {}),
          ...(allowed ? { allowed_updates: allowed } : {}),
          ...(lastError
            ? { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message }
            : {}),
        },
      };
    },
    getUpdates(asked) {
      if (carrier.hook.url) {
        return {
          error_code: 409,
          description:
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        };
      }
      const offset = Number(asked.offset ?? 0);
      carrier.pending.splice(0, carrier.pending.findLastIndex(({ update_id }) => update_id < offset) + 1);
      return { result: carrier.pending.slice(0, Number(asked.limit ?? 100)) };
    },
    getFile(asked) {
      const id = String(asked.file_id);
      const medium = carrier.media.get(id);
      if (!medium) return bad('invalid file_id');
      return { result: { file_id: id, file_unique_id: id, file_size: medium.bytes.length, file_path: `files/${id}` } };
    },
  };
}

/** A client posts lists as JSON, or as JSON inside a form. */
function listOf(value: unknown): string[] | undefined {
  const list = typeof value === 'string' && value !== '' ? (JSON.parse(value) as unknown) : value;
  return Array.isArray(list) ? list.map(String) : undefined;
}

function buttonsOf(markup: unknown): Bubble['buttons'] {
  const { inline_keyboard: rows = [] } = ((typeof markup === 'string' ? JSON.parse(markup) : markup) ?? {}) as {
    inline_keyboard?: { text?: string; callback_data?: string }[][];
  };
  return rows
    .flat()
    .flatMap(({ text, callback_data }) => (text && callback_data ? [{ id: callback_data, title: text }] : []));
}

/** Mount at `/_local/telegram`; `OPS_TELEGRAM_API_URL` points there. */
export function telegramSimulator(options: TelegramOptions): { carrier: Telegram; bot: Hono } {
  const carrier = new Telegram(options);
  const bot = new Hono();
  const known = methods(carrier);
  const refuse = (c: Context, error_code: 400 | 401 | 403 | 404 | 409, description: string) =>
    c.json({ ok: false, error_code, description }, error_code);

  bot.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', async (c) => {
    if (c.req.param('bot') !== `bot${options.botToken}`) return refuse(c, 401, 'Unauthorized');
    const method = known[c.req.param('method')];
    if (!method) return refuse(c, 404, 'Not Found');
    const answer = method({ ...c.req.query(), ...(await given(c)) });
    return 'result' in answer ? c.json({ ok: true, ...answer }) : refuse(c, answer.error_code, answer.description);
  });

  bot.get('/file/:bot{bot[^/]+}/files/:id', (c) => {
    const medium = carrier.media.get(c.req.param('id'));
    if (!medium || c.req.param('bot') !== `bot${options.botToken}`) return refuse(c, 404, 'Not Found');
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': 'application/octet-stream' });
  });
  return { carrier, bot };
}

async function given(c: Context): Promise<Asked> {
  if (c.req.method === 'GET') return {};
  const json = (c.req.header('content-type') ?? '').includes('json');
  return json ? ((await c.req.json().catch(() => ({}))) as Asked) : c.req.parseBody();
}
