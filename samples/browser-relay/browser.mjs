// Opens the page in a real browser over two nodes and a Redis: reloads it, kills the node that it reads from, and the one that produces.
import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { chromium } from 'playwright-core';
import { payloads, provider, relay } from './parts.mjs';

const WORDS = 60;
const WHOLE = Array.from({ length: WORDS }, (_, i) => `word ${i} `).join('');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browserPath) {
  console.log('== There is no chromium: NOT tested in a browser');
  process.exit(0);
}
const listen = server => new Promise(done => server.listen(0, '127.0.0.1', () => done(server.address().port)));
const freePort = async () => {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise(done => server.close(done));
  return port;
};

const redisPort = await freePort();
const redis = spawn('redis-server', ['--port', redisPort, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
const started = await new Promise(done => {
  redis.on('error', () => done(false));
  setTimeout(() => done(true), 1000);
});
if (!started) {
  console.log('== There is no redis-server: NOT tested in a browser');
  process.exit(0);
}
process.env.ASTREAMING_RELAY_SECRET = 'the secret of this test';
const upstream = await provider(payloads(WORDS), 50);
const startNode = () => relay(upstream.base, '--port', '0', '--redis', `redis://127.0.0.1:${redisPort}`);
const nodes = await Promise.all([startNode(), startNode(), startNode()]);
const kill = node => {
  node.child.removeAllListeners('exit').kill('SIGKILL');
  node.dead = true;
};

// A load balancer: whoever begins a stream gets the first node that lives, and whoever reads one the last.
const balancer = http.createServer((request, response) => {
  const living = nodes.filter(node => !node.dead);
  const node = request.method === 'POST' ? living[0] : living.at(-1);
  const { hostname, port } = new URL(node.base);
  const passed = http.request({ hostname, port, path: request.url, method: request.method, headers: request.headers }, answer => {
    response.writeHead(answer.statusCode, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  passed.on('error', () => response.destroy());
  response.on('close', () => passed.destroy());
  request.pipe(passed);
});
const pages = http.createServer((_, response) => {
  response.setHeader('Content-Type', 'text/html');
  createReadStream(new URL('index.html', import.meta.url)).pipe(response);
});
const address = `http://127.0.0.1:${await listen(pages)}/?relay=http://127.0.0.1:${await listen(balancer)}/v1`;

let failed = false;
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(25_000);
  const shows = text => page.waitForFunction(part => document.getElementById('text').textContent.includes(part), text);
  const isIn = state => page.waitForFunction(wanted => document.getElementById('state').textContent === wanted, state);
  const test = async (name, whatHappens, state, check) => {
    const since = Date.now();
    await page.evaluate(() => (document.getElementById('text').textContent = '')); // what the test before has shown
    await page.click('button');
    await shows('word 9 ');
    await whatHappens();
    await isIn(state);
    const text = await page.textContent('#text');
    const good = check(text);
    failed ||= !good;
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    console.log(`${good ? 'ok    ' : 'FAILED'}  ${name}: ${state}, ${text.split('word').length - 1} words in ${seconds} s`);
  };
  await page.goto(address);
  await test('a reload', () => page.reload(), 'complete', text => text === WHOLE);
  await test('the node that it reads from is killed', () => kill(nodes[2]), 'complete', text => text === WHOLE);
  await test('the node that produces is killed', () => kill(nodes[0]), 'stream_truncated', text => WHOLE.startsWith(text));
  if (upstream.requests !== 3) {
    failed = true;
    console.log(`FAILED  the provider was asked ${upstream.requests} times and not 3`);
  }
} catch (error) {
  failed = true;
  console.log(`FAILED  ${error.message}`);
} finally {
  await browser.close();
  nodes.filter(node => !node.dead).forEach(kill);
  redis.kill();
}
process.exit(failed ? 1 : 0);
