// Reads streams of the relay command with clients from npm, cuts them at every event, and prints what came of it.
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { DefaultChatTransport } from 'ai';
import { EventSource } from 'eventsource';
import OpenAI from 'openai';
import { cuttingProxy, payloads, provider, relay } from './parts.mjs';

// What fetch-event-source expects of a browser.
globalThis.window ??= globalThis;
globalThis.document ??= { hidden: false, addEventListener() {}, removeEventListener() {} };

const ALL = payloads(10);
const LONGEST = 20_000;
const upstream = await provider(ALL, 5);
const node = await relay(upstream.base, '--port', '0');
const body = extra => JSON.stringify({ model: 'm', stream: true, messages: [], ...extra });
const post = (base, headers = {}, extra = {}) =>
  fetch(`${base}/chat/completions`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: body(extra) });

async function begin(extra) {
  const response = await post(node.base, {}, extra);
  await response.body.cancel();
  return response.headers.get('x-stream-id');
}

/** Begins a stream, forgets it, and follows it until the relay says 204. */
async function eventSource(base, seen) {
  const source = new EventSource(`${base}/streams/${await begin()}`);
  source.onmessage = event => seen.push(event.data);
  await new Promise(done => (source.onerror = () => source.readyState === EventSource.CLOSED && done()));
}

/** Posts, and posts again with the last id until it has the end. An early end is no end: onclose throws. */
async function fetchEvents(base, seen) {
  let whole = false;
  await fetchEventSource(`${base}/chat/completions`, {
    method: 'POST',
    body: body(),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    openWhenHidden: true,
    onmessage(event) {
      seen.push(event.data);
      whole = event.data === '[DONE]';
    },
    onclose() {
      if (!whole) throw new Error('the connection ended early');
    },
    async onopen() {},
    onerror() {}, // comes back after the time that the relay gave
  });
}

/** Follows one stream over a connection that is cut once; returns what is wrong with it. */
async function cutOnce(client, events, how) {
  const proxy = await cuttingProxy(node.base, events, how);
  const seen = [];
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), LONGEST).unref());
  try {
    await Promise.race([client(proxy.base, seen), late]);
  } catch (error) {
    return `${error.message} after ${seen.length} events`;
  } finally {
    proxy.close();
  }
  return JSON.stringify(seen) === JSON.stringify(ALL) ? null : `it has ${seen.length} of ${ALL.length} events`;
}

/** OpenAI's client has no way back, but it has to throw unless the answer is whole. */
async function openai(cut) {
  const client = new OpenAI({ baseURL: node.base, apiKey: 'none', maxRetries: 0 });
  let count = 0;
  try {
    const stream = await client.chat.completions.create(JSON.parse(body({ cut })));
    for await (const chunk of stream) count += chunk.choices.length;
  } catch (error) {
    return cut < ALL.length - 1 && error instanceof OpenAI.APIError ? null : `it throws ${error.constructor.name}`;
  }
  return cut >= ALL.length - 1 && count === ALL.length - 1 ? null : `it takes ${count} chunks for the whole`;
}

async function aiSdk() {
  const id = await begin();
  const end = `${node.base}/streams/${id}?last_event_id=${id}.end`;
  await fetch(end).then(response => response.text()); // waits for the end
  const transport = new DefaultChatTransport({ prepareReconnectToStreamRequest: () => ({ api: end }) });
  return (await transport.reconnectToStream({ chatId: 'any' })) === null ? null : 'it finds something to resume';
}

const rows = [];
async function row(client, cut, tests, starts) {
  const before = upstream.requests;
  const problems = (await Promise.all(tests)).filter(problem => problem !== null);
  const begun = upstream.requests - before;
  if (begun !== starts) problems.push(`the provider was asked ${begun} times and not ${starts}`);
  rows.push([client, cut, tests.length, problems[0] ?? 'ok']);
}

const everyEvent = Array.from({ length: ALL.length + 1 }, (_, i) => i);
for (const [name, client] of [['eventsource 4.1.1', eventSource], ['fetch-event-source 2.0.1', fetchEvents]]) {
  for (const how of ['reset', 'clean']) {
    const starts = everyEvent.length;
    await row(name, `connection, ${how} end`, everyEvent.map(n => cutOnce(client, n, how)), starts);
  }
}
await row('openai 6.49.0', 'provider', everyEvent.map(openai), everyEvent.length);
await row('ai 6.0.326', 'none: 204 is null', [aiSdk()], 1);

console.log('client                    what is cut               cases  result');
for (const [client, cut, cases, result] of rows) {
  console.log(`${client.padEnd(26)}${cut.padEnd(26)}${String(cases).padEnd(7)}${result}`);
}
node.child.removeAllListeners('exit').kill();
upstream.close();
process.exit(rows.every(each => each[3] === 'ok') ? 0 : 1);
