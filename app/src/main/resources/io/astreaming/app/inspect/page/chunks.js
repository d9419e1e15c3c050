// @ts-check
// All chunks as a list, and one chunk in detail: its JSON beside the events that it became.

const ROW = 28;

/** A list that keeps only the rows in sight in the page. */
class ChunkList {
  /** @param {StreamModel} stream @param {string} letter @param {(chunk: number) => void} choose */
  constructor(stream, letter, choose) {
    this.stream = stream;
    this.letter = letter;
    this.selected = -1;
    this.rows = element('div', { class: 'all', role: 'none' });
    this.rows.style.height = `${stream.chunks.length * ROW}px`;
    this.box = element('div', { class: 'box', role: 'listbox', tabindex: '0', 'aria-label': `Chunks${letter ? ` of ${letter}` : ''}` }, this.rows);
    this.view = element('div', {}, element('h2', { text: letter ? `Chunks of ${letter}` : 'Chunks' }),
      element('div', { class: 'head', 'aria-hidden': 'true' }, ...['chunk', 'arrived', 'gap', 'size', 'became'].map((text) => element('span', { text }))), this.box);
    this.box.addEventListener('scroll', () => this.draw());
    this.box.addEventListener('click', (/** @type {MouseEvent} */ event) => {
      const row = /** @type {Element} */ (event.target).closest('[role=option]');
      if (row) {
        choose(Number(row.id.split('-').pop()));
      }
    });
    this.box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.key(event, choose));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /** @param {KeyboardEvent} event @param {(chunk: number) => void} choose */
  key(event, choose) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      choose(Math.min(this.stream.chunks.length - 1, Math.max(0, this.selected + by)));
    }
  }

  /** @param {number} chunk */
  select(chunk) {
    if (chunk === this.selected) {
      return;
    }
    this.selected = chunk;
    const top = Math.max(0, chunk) * ROW;
    if (top < this.box.scrollTop || top + ROW > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = top - this.box.clientHeight / 2;
    }
    this.draw();
  }

  /** Makes room for what has arrived since. */
  grow() {
    this.rows.style.height = `${this.stream.chunks.length * ROW}px`;
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - 5);
    const last = Math.min(this.stream.chunks.length, first + Math.ceil(this.box.clientHeight / ROW) + 10);
    const rows = [];
    for (let i = first; i < last; i++) {
      rows.push(this.row(this.stream.chunks[i]));
    }
    this.rows.replaceChildren(...rows);
    const current = rows.find((row) => row.getAttribute('aria-selected') === 'true');
    this.box.setAttribute('aria-activedescendant', current ? current.id : '');
  }

  /** @param {any} chunk @returns {HTMLElement} */
  row(chunk) {
    const marks = this.stream.marksAt(chunk.index);
    const row = element('div', {
      role: 'option', id: `row${this.letter}-${chunk.index}`, class: chunk.index > this.selected ? 'later' : null,
      'aria-selected': String(chunk.index === this.selected), 'aria-posinset': chunk.index + 1, 'aria-setsize': this.stream.chunks.length,
    }, element('span', { text: chunk.index + 1 }), element('span', { text: chunk.at === null ? '' : time(chunk.at) }),
    element('span', { text: chunk.gap === null ? '' : `+${time(chunk.gap)}` }), element('span', { text: size(chunk.bytes) }),
    element('span', { class: 'became' }, ...marks.slice(0, 3).map((mark) => element('em', { class: mark.kind, title: mark.text, text: mark.title })), inShort(chunk)));
    row.style.top = `${chunk.index * ROW}px`;
    return row;
  }
}

/** @param {any} chunk @returns {string} what a chunk brought, in a few words */
function inShort(chunk) {
  if (chunk.raw.trim() === '[DONE]') {
    return '[DONE]';
  }
  const said = chunk.events.filter((/** @type {any} */ event) => !['streamStarted', 'choiceStarted', 'unrecognized', 'streamEnded'].includes(event.type));
  return (said.length ? said : chunk.events).slice(0, 3).map((/** @type {any} */ event) => eventText(event, 80)).join(' · ') || 'nothing new';
}

/** @param {any} event @param {number} most @returns {string} */
function eventText(event, most) {
  const { type, choice, ...rest } = event;
  const content = rest.text ?? rest.fragment ?? rest.transcript;
  if (content !== undefined && content !== null) {
    return `${eventName(type)} ${beginning(JSON.stringify(content), most)}`;
  }
  const members = Object.entries(rest).filter(([name, value]) => value !== null && name !== 'created' && name !== 'position' && name !== 'call');
  return `${eventName(type)} ${beginning(members.map(([name, value]) =>
    (typeof value === 'string' ? value : `${name} ${JSON.stringify(value)}`)).join(', '), most)}`;
}

/** @param {string} type */
function eventName(type) {
  return { textReceived: 'text', reasoningReceived: 'reasoning', toolArgumentsReceived: 'arguments', toolCallStarted: 'call begins',
    toolCallFinished: 'call ends', choiceFinished: 'finish reason', usageReported: 'usage', roleReceived: 'role', itemStarted: 'item begins',
    itemFinished: 'item ends', streamStarted: 'stream begins', streamEnded: 'stream ends', choiceStarted: 'choice begins' }[type]
    ?? type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** @param {StreamModel} stream @param {number} index @param {string} letter */
function showChunk(stream, index, letter) {
  const place = byId('chunk');
  const chunk = stream.chunks[index];
  if (!chunk) {
    place.replaceChildren(element('h2', { text: 'Nothing has arrived yet' }));
    return;
  }
  const facts = [chunk.at === null ? null : `arrived after ${time(chunk.at)}`, chunk.gap === null ? null : `${time(chunk.gap)} after the chunk before`,
    size(chunk.bytes), chunk.event ? `event ${chunk.event}` : null].filter((fact) => fact !== null);
  const marks = stream.marksAt(index).slice(0, 20);
  place.replaceChildren(
    element('h2', {}, `Chunk ${index + 1}${letter ? ` of ${letter}` : ''}`, element('small', { text: facts.join(' · ') })),
    ...marks.map((mark) => element('p', { class: `note ${mark.kind}` }, element('b', { text: mark.title }), ` ${mark.text}`)),
    element('div', { class: 'pair' },
      element('div', {}, element('h3', { text: 'As it came' }),
        chunk.raw === '' ? element('p', { class: 'muted', text: 'The recording has no end of its own; a regular one was assumed.' }) : jsonView(chunk.raw)),
      element('div', {}, element('h3', { text: 'What it means' }), eventsView(chunk))));
}

/** @param {any} chunk */
function eventsView(chunk) {
  if (chunk.events.length === 0) {
    return element('p', { class: 'muted', text: 'Nothing: this chunk causes no event.' });
  }
  const known = chunk.events.filter((/** @type {any} */ event) => event.type !== 'unrecognized');
  const unknown = chunk.events.filter((/** @type {any} */ event) => event.type === 'unrecognized');
  return element('ol', { class: 'events' }, ...[...known, ...unknown].slice(0, 100).map((/** @type {any} */ event) => {
    const { type, ...members } = event;
    if (members.choice < 0) { // a member of the chunk itself
      delete members.choice;
    }
    return element('li', {}, element('b', { text: type[0].toUpperCase() + type.slice(1) }),
      element('dl', {}, ...Object.entries(members).filter(([, value]) => value !== null).flatMap(([name, value]) =>
        [element('dt', { text: name }), element('dd', { text: beginning(typeof value === 'string' ? value : JSON.stringify(value), 2000) })])));
  }));
}
