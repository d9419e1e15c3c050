// @ts-check
// What happened to a stream, in words, figures and a picture of its usage.

const TONES = { good: '✓', warn: '!', bad: '✕', live: '…' };

/** @param {StreamModel[]} streams */
function showSummary(streams) {
  const columns = streams.map((stream, i) => verdictView(stream, streams.length > 1 ? 'AB'[i] : ''));
  byId('summary').replaceChildren(element('div', { class: `columns of-${streams.length}` }, ...columns),
    streams.length > 1 ? comparisonView(streams[0], streams[1]) : '');
}

/** @param {StreamModel} stream @param {string} letter @returns {HTMLElement} */
function verdictView(stream, letter) {
  const { verdict, file, model, protocol, deviations } = stream.data;
  const noticed = deviations.length;
  return element('article', { class: `verdict ${verdict.tone}` },
    element('span', { class: 'tone', 'aria-hidden': 'true', text: TONES[/** @type {'good'} */ (verdict.tone)] }),
    element('div', { class: 'said' },
      element('h2', { text: verdict.title }),
      element('p', {}, verdict.detail,
        noticed ? ` It departs from the protocol: ${beginning(deviations.map((/** @type {any} */ each) => plain(each.kind)).join(', '), 120)}.` : ''),
      element('p', { class: 'source' },
        letter ? element('b', { class: `letter ${letter.toLowerCase()}`, text: letter }) : null,
        element('span', { title: file, text: baseName(file) }),
        element('span', { text: model ?? 'unknown model' }),
        element('span', { text: plain(protocol) }))),
    letter ? null : element('dl', { class: 'figures' }, ...figures(stream).slice(0, 6).map(([name, value, title]) =>
      element('div', { title }, element('dt', { text: name }), element('dd', { text: value })))));
}

/** @param {StreamModel} stream @returns {[string, string, string, number | null][]} name, value, meaning, the number itself */
function figures(stream) {
  const { usage } = stream.data;
  const first = stream.at(stream.firstContent);
  const output = stream.at(stream.firstOutput);
  const speed = stream.tokensPerSecond;
  const sent = stream.chunks.filter((chunk) => chunk.raw !== '' && chunk.raw.trim() !== '[DONE]').length;
  /** @type {[string, string, string, number | null][]} */
  const all = [['Chunks', number(sent), 'payloads, without [DONE]', sent]];
  if (stream.timed) {
    all.push(
      ['First content', time(first), 'from the request to the first text, reasoning or call', first],
      ['End', time(stream.duration), 'from the request to the end', stream.duration],
      ['Longest gap', time(stream.longestGap), 'between two chunks', stream.longestGap]);
  } else {
    all.push(['Times', 'not recorded', 'the recording doesn’t say when its chunks arrived', null]);
  }
  if (usage) {
    all.push(['Tokens', `${number(usage.prompt)} → ${number(usage.completion)}`, 'of the request, and of the answer', usage.completion]);
  }
  if (speed !== null) {
    all.push(['Tokens / s', speed.toFixed(1), 'of the answer, from the first content to the end', speed]);
  }
  if (stream.timed && output !== null && output !== first) {
    all.push(['First output', time(output), 'from the request to the first content that isn’t reasoning', output]);
  }
  return all;
}

/** Figures of two streams, and how far B is from A. @param {StreamModel} a @param {StreamModel} b */
function comparisonView(a, b) {
  const ofB = new Map(figures(b).map((figure) => [figure[0], figure]));
  const both = figures(a).filter(([name]) => ofB.has(name)).map((left) => ({ left, right: ofB.get(left[0]) ?? left }));
  const row = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
    element('tr', {}, element('th', { scope: 'row', text: name }), ...cells.map((text) => element('td', { text })));
  return element('div', { class: 'panel sideways', tabindex: '0', role: 'group', 'aria-label': 'Figures of both streams' }, element('table', { class: 'comparison' },
    element('thead', {}, element('tr', {}, element('td'), ...both.map(({ left }) => element('th', { scope: 'col', title: left[2], text: left[0] })))),
    element('tbody', {}, row('A', both.map(({ left }) => left[1])), row('B', both.map(({ right }) => right[1])),
      row('B against A', both.map(({ left, right }) => difference(left[3], right[3], / m?s$/.test(left[1])))))));
}

/** @param {number | null} left @param {number | null} right @param {boolean} isTime */
function difference(left, right, isTime) {
  if (left === null || right === null) {
    return '';
  }
  const by = right - left;
  const shown = isTime ? time(Math.abs(by)) : number(Math.round(Math.abs(by) * 10) / 10);
  const percent = left ? `, ${by < 0 ? '−' : '+'}${Math.round(Math.abs(by / left) * 100)} %` : '';
  return by === 0 ? 'the same' : `${by < 0 ? '−' : '+'}${shown}${percent}`;
}

/** @param {StreamModel[]} streams @param {(stream: number, chunk: number) => void} jump */
function showDetails(streams, jump) {
  const columns = streams.map((stream, i) => element('div', { class: 'stack' },
    usageView(stream), deviationsView(stream, (chunk) => jump(i, chunk))));
  byId('details').replaceChildren(element('div', { class: `columns of-${streams.length}` }, ...columns));
}

/** @param {StreamModel} stream */
function usageView(stream) {
  const { usage } = stream.data;
  if (!usage) {
    return element('section', { class: 'panel' }, element('h2', { text: 'Usage' }), element('p', { class: 'muted', text: stream.running ? 'Usage comes with the end of a stream.' : 'The stream reports no usage.' }));
  }
  const cached = usage.cached ?? 0;
  const written = usage.cacheWritten ?? 0;
  const reasoning = usage.reasoning ?? 0;
  const parts = [
    ['prompt', 'request', Math.max(0, (usage.prompt ?? 0) - cached - written)],
    ['cached', 'read from cache', cached],
    ['written', 'written to cache', written],
    ['thought', 'reasoning', reasoning],
    ['completion', 'answer', Math.max(0, (usage.completion ?? 0) - reasoning)],
  ].filter((part) => Number(part[2]) > 0);
  const bar = element('div', { class: 'usage', 'aria-hidden': 'true' });
  for (const [kind, , count] of parts) {
    const part = element('span', { class: kind });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  return element('section', { class: 'panel' }, element('h2', { text: 'Usage' }), bar,
    element('ul', { class: 'legend' }, ...parts.map(([kind, name, count]) =>
      element('li', {}, element('i', { class: String(kind), 'aria-hidden': 'true' }), element('b', { text: number(Number(count)) }), ` ${name}`))),
    element('p', { class: 'muted', text: `${number(usage.prompt)} tokens of the request, ${number(usage.completion)} of the answer${usage.total === null ? '' : `, ${number(usage.total)} in total`}.` }));
}

/** @param {StreamModel} stream @param {(chunk: number) => void} jump */
function deviationsView(stream, jump) {
  const { deviations, beside } = stream.data;
  const rows = deviations.map((/** @type {any} */ deviation) => {
    const places = stream.chunks.filter((chunk) => chunk.deviations?.includes(deviation.kind)).slice(0, 8);
    return element('li', {}, element('b', { text: plain(deviation.kind) }),
      deviation.count > 1 ? ` ×${number(deviation.count)}` : '', element('p', { text: deviation.meaning }),
      element('div', { class: 'buttons' }, ...places.map((chunk) =>
        element('button', { type: 'button', class: 'small', text: `chunk ${chunk.index + 1}`, onclick: () => jump(chunk.index) }))));
  });
  return element('section', { class: 'panel' }, element('h2', { text: 'Deviations' }),
    rows.length ? element('ul', { class: 'deviations' }, ...rows) : element('p', { class: 'muted', text: stream.running ? 'None so far.' : 'No departure from the protocol was noticed.' }),
    beside.length ? element('p', { class: 'muted', text: `The recording also has ${beside.join(', ')}.` }) : null);
}
