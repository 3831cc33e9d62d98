const words = JSON.parse(document.getElementById('words').textContent);
const el = (id) => document.getElementById(id);
const base = '/_local/phone';
let shown = '';

async function call(path, init) {
  try {
    const answer = await fetch(base + path, init);
    el('trouble').hidden = answer.ok;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    el('trouble').hidden = false;
    return undefined;
  }
}

const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const mine = (path = '') => `/people/${encodeURIComponent(el('person').value)}${path}`;

async function say(said) {
  if (await post(mine('/messages'), said)) await refresh();
}

async function sayFile(type, file) {
  const form = new FormData();
  form.set('type', type);
  form.set('file', file);
  if (type === 'image') {
    form.set('text', el('text').value);
    el('text').value = '';
  }
  if (await call(mine('/messages'), { method: 'POST', body: form })) await refresh();
}

function option(value, text) {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = text;
  return made;
}

async function people(selected) {
  const answer = await call('/people');
  if (!answer) return;
  if (el('channel').options.length === 0) {
    el('channel').replaceChildren(...answer.channels.map(({ name }) => option(name, words[name])));
  }
  const channel = el('channel').value;
  const options = answer.people
    .filter((person) => person.channel === channel)
    .map((person) => {
      const detail = person.phone ? `+${person.phone}` : (person.address ?? words.noPhone);
      return option(person.key, person.name === detail ? detail : `${person.name} · ${detail}`);
    });
  el('person').replaceChildren(...options);
  if (selected) el('person').value = selected;
  const { can } = answer.channels.find(({ name }) => name === channel);
  for (const [id, ability] of [
    ['photos', 'photo'],
    ['voice', 'voice'],
    ['pin', 'pin'],
    ['call', 'call'],
    ['offswitch', 'off'],
  ]) {
    el(id).hidden = !can.includes(ability);
  }
}

function bubble(entry) {
  const item = document.createElement('li');
  item.className = entry.from;
  item.dir = 'auto';
  if (entry.mediaId && entry.kind === 'image') {
    const image = document.createElement('img');
    image.src = `${base}/media/${entry.mediaId}`;
    image.alt = words.photo;
    item.append(image);
  }
  if (entry.mediaId && entry.kind === 'audio') {
    const sound = document.createElement('audio');
    sound.controls = true;
    sound.src = `${base}/media/${entry.mediaId}`;
    item.append(sound);
  }
  if (entry.kind === 'location') item.append('📍 ');
  item.append(entry.text);
  for (const { id, title } of entry.buttons ?? []) {
    const button = document.createElement('button');
    button.textContent = title;
    button.addEventListener('click', () => say({ type: 'reply', buttonId: id, text: title }));
    item.append(button);
  }
  const state = document.createElement('small');
  state.dir = document.documentElement.dir;
  const time = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
  state.textContent = `${time} · ${words[entry.state]}`;
  item.append(state);
  return item;
}

async function refresh() {
  if (!el('person').value) return;
  const person = await call(mine());
  if (!person) return;
  el('off').checked = person.off;
  const now = JSON.stringify([person.key, person.chat]);
  if (now === shown) return;
  shown = now;
  el('chat').replaceChildren(...person.chat.map(bubble));
  el('chat').scrollTop = el('chat').scrollHeight;
}

/** A second of a tone as WAV, for machines without a microphone. */
function tone() {
  const rate = 8000;
  const wav = new DataView(new ArrayBuffer(44 + rate * 2));
  const name = (at, text) => {
    for (let i = 0; i < text.length; i++) wav.setUint8(at + i, text.charCodeAt(i));
  };
  name(0, 'RIFF');
  wav.setUint32(4, 36 + rate * 2, true);
  name(8, 'WAVEfmt ');
  wav.setUint32(16, 16, true);
  wav.setUint16(20, 1, true);
  wav.setUint16(22, 1, true);
  wav.setUint32(24, rate, true);
  wav.setUint32(28, rate * 2, true);
  wav.setUint16(32, 2, true);
  wav.setUint16(34, 16, true);
  name(36, 'data');
  wav.setUint32(40, rate * 2, true);
  for (let i = 0; i < rate; i++) wav.setInt16(44 + i * 2, Math.sin(i / 3) * 6000, true);
  return new File([wav], 'voice.wav', { type: 'audio/wav' });
}

let recorder;
async function voice() {
  if (recorder?.state === 'recording') return recorder.stop();
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined);
  if (!stream) return sayFile('audio', tone());
  const parts = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop();
    el('voice').textContent = words.voice;
    sayFile('audio', new File(parts, 'voice', { type: recorder.mimeType }));
  });
  el('voice').textContent = words.stop;
  recorder.start();
}

el('write').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = el('text').value.trim();
  el('text').value = '';
  if (text) say({ type: 'text', text });
});
el('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  el('write').requestSubmit();
});
el('add').addEventListener('submit', async (event) => {
  event.preventDefault();
  const person = await post('/people', { phone: el('number').value, channel: el('channel').value });
  if (person) await people(person.key);
  el('number').value = '';
  await refresh();
});
el('pin').addEventListener('submit', (event) => {
  event.preventDefault();
  const [lat, lon] = el('place').value.split(',').map(Number);
  say({ type: 'location', lat, lon, label: el('place').selectedOptions[0].textContent });
});
el('photo').addEventListener('change', async (event) => {
  const [file] = event.target.files;
  if (file) await sayFile('image', file);
  event.target.value = '';
});
el('voice').addEventListener('click', voice);
el('call').addEventListener('click', () => say({ type: 'call', text: words.call }));
el('channel').addEventListener('change', () => people().then(refresh));
el('person').addEventListener('change', refresh);
el('off').addEventListener('change', () => post(mine('/off'), { off: el('off').checked }));

people().then(refresh);
setInterval(refresh, 1000);
