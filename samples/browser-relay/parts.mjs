// What the tests of clients share: the relay command, a provider that counts its requests, and a proxy that cuts connections.
import { spawn } from 'node:child_process';
import http from 'node:http';

const JAR = new URL('../../app/target/astreaming.jar', import.meta.url).pathname;

/** Starts the relay command; resolves with its base URL and the process. */
export function relay(upstream, ...options) {
  const [command, ...first] = process.env.ASTREAMING ? [process.env.ASTREAMING] : ['java', '-jar', JAR];
  const args = [...first, 'relay', '--upstream', upstream, '--drain', '0', ...options];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', piece => {
      out += piece;
      if (out.endsWith('\n')) resolve({ base: out.trim(), child });
    });
    child.on('exit', code => reject(new Error(`the relay ended with ${code}`)));
  });
}

const listening = server =>
  new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));

/** The payloads of an answer of `words` words. */
export function payloads(words) {
  const chunk = (delta, reason) =>
    JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: reason }] });
  const texts = Array.from({ length: words }, (_, i) => chunk({ content: `word ${i} ` }, null));
  return [...texts, chunk({}, 'stop'), '[DONE]'];
}

/** A provider that sends each payload after a pause. If a request says {"cut": n}, it breaks off after n payloads. */
export async function provider(all, pause) {
  const state = { requests: 0, base: '' };
  const server = http.createServer((request, response) => {
    state.requests++;
    let body = '';
    request.on('data', piece => (body += piece));
    request.on('end', async () => {
      const { cut = Infinity } = JSON.parse(body);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      for (let i = 0; i < all.length && !response.destroyed; i++) {
        if (i === cut) return response.socket.resetAndDestroy();
        response.write(`data: ${all[i]}\n\n`);
        await new Promise(done => setTimeout(done, pause));
      }
      response.end();
    });
  });
  state.base = `${await listening(server)}/v1`;
  state.close = () => server.closeAllConnections() ?? server.close();
  return state;
}

/** Passes requests on, and cuts the first stream after `events` events: by a 'reset', or by a 'clean' end. */
export async function cuttingProxy(target, events, how) {
  let cut = false;
  const server = http.createServer((request, response) => {
    const { port, hostname } = new URL(target);
    const options = { port, hostname, path: request.url, method: request.method, headers: request.headers };
    const passed = http.request(options, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      const streams = answer.headers['content-type'] === 'text/event-stream';
      let left = streams && !cut ? events : Infinity;
      cut ||= streams;
      let over = false;
      const stop = () => {
        over = true;
        answer.destroy();
        if (how === 'reset') response.socket?.resetAndDestroy();
        else response.end();
      };
      if (left === 0) return stop();
      let text = '';
      answer.setEncoding('utf8').on('data', piece => {
        if (over) return;
        text += piece;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          response.write(text.slice(0, end + 2));
          text = text.slice(end + 2);
          if (--left === 0) return stop();
        }
      });
      answer.on('end', () => over || response.end(text))
        .on('error', () => over || response.destroy());
    });
    passed.on('error', () => response.writableEnded || response.destroy());
    request.pipe(passed);
    response.on('close', () => passed.destroy());
  });
  const base = await listening(server);
  return { base: `${base}/v1`, close: () => server.closeAllConnections() ?? server.close() };
}
