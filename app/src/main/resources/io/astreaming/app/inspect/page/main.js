// @ts-check
// Puts the page together: one position for everything, moved by the scrubber, the timeline, the list and the player.

const SOON = 30; // milliseconds

class Page {
  /** @type {Page | undefined} the one in the document */
  static shown;

  /** @param {StreamModel[]} streams one or two */
  constructor(streams) {
    Page.shown?.leave();
    Page.shown = this;
    this.streams = streams;
    this.clock = new Clock(streams);
    this.position = -1;
    this.focus = 0;
    const letter = (/** @type {number} */ i) => (streams.length > 1 ? 'AB'[i] : '');
    this.letter = letter;
    showSummary(streams);
    this.showDetails();
    this.timeline = new Timeline(this.clock, (position) => this.move(position));
    this.answers = streams.map((stream, i) => new AnswerView(stream, letter(i)));
    byId('answers').replaceChildren(element('div', { class: `columns of-${streams.length}` }, ...this.answers.map((answer) => answer.view)));
    this.lists = streams.map((stream, i) => new ChunkList(stream, letter(i), (chunk) => this.jump(i, chunk)));
    byId('list').replaceChildren(element('div', { class: `columns of-${streams.length}` }, ...this.lists.map((list) => list.view)));
    this.addControls();
    showCopies(streams, () => this.clock.reached(this.position, 0));
    this.move(this.clock.arrivals.length);
  }

  addControls() {
    const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ onclick) =>
      element('button', { type: 'button', text, 'aria-label': /[a-z]/.test(text) ? null : label, title: label, onclick });
    this.scrubber = element('input', { type: 'range', min: 0, max: this.clock.length, step: 'any', 'aria-label': 'How far the stream has got' });
    this.scrubber.addEventListener('input', () => this.move(this.clock.positionAt(Number(this.scrubber.value))));
    this.scrubber.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.step(event));
    this.player = button('▶ Play', 'Play the stream at its own pace', () => this.play());
    this.speed = element('select', { 'aria-label': 'Speed' }, ...[1, 2, 5, 10].map((times) => element('option', { value: times, text: `${times}×` })));
    this.readout = element('output', { class: 'readout' });
    this.spoken = element('p', { class: 'unseen', role: 'status' });
    this.key = element('p', { class: 'key muted' }, ...this.legend());
    const marks = this.streams.some((stream) => stream.running || stream.marks.some((mark) => mark.kind !== 'end'));
    byId('timeline').replaceChildren(
      element('div', { class: 'controls' }, this.player, this.speed,
        button('‹', 'One chunk back', () => this.move(this.position - 1)), button('›', 'One chunk on', () => this.move(this.position + 1)),
        marks ? button('Next mark', 'To the next stall, deviation or fault', () => this.nextMark()) : null, this.readout),
      this.timeline.plot, this.scrubber,
      this.key, this.spoken);
  }

  showDetails() {
    this.detailed = this.streams.map((stream) => stream.data.deviations.length).join();
    showDetails(this.streams, (stream, chunk) => this.jump(stream, chunk));
  }

  /** Shows what has arrived since; a reader who looks at an earlier chunk stays there. */
  grow() {
    const follows = this.position === this.clock.arrivals.length;
    this.streams.forEach((stream) => stream.settle());
    this.clock.refresh();
    this.scrubber.max = String(this.clock.length);
    showSummary(this.streams);
    this.key.replaceChildren(...this.legend());
    this.timeline.grow();
    this.answers.forEach((answer) => answer.grow());
    this.lists.forEach((list) => list.grow());
    if (this.detailed !== this.streams.map((stream) => stream.data.deviations.length).join()) {
      this.showDetails();
    }
    this.position = follows ? this.clock.arrivals.length : this.position;
    this.show();
  }

  /** Another page takes its place. */
  leave() {
    this.left = true;
    this.playing = false;
    clearTimeout(this.rest);
    this.timeline.leave();
  }

  /** The scrubber is on the clock, but its keys go from chunk to chunk. @param {KeyboardEvent} event */
  step(event) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.move(this.position + by);
    }
  }

  /** @returns {(Node | string)[]} */
  legend() {
    const kinds = new Set(this.streams.flatMap((stream) => stream.marks.map((mark) => mark.kind)));
    const key = (/** @type {string} */ kind, /** @type {string} */ text) => element('span', {}, element('i', { class: kind, 'aria-hidden': 'true' }), text);
    return [
      this.clock.timed ? 'Each line is a chunk when it arrived; its height is its size.' : 'The recording has no times: each line is a chunk, in the order in which they came.',
      kinds.has('deviation') ? key('deviation', 'deviation') : '',
      kinds.has('stall') ? key('stall', 'stall') : '',
      kinds.has('fault') ? key('fault', 'fault') : kinds.has('end') ? key('end', 'end') : '',
      this.streams.some((stream) => stream.data.comments.length) ? key('comment', 'heartbeat') : '',
    ];
  }

  /** @param {number} stream @param {number} chunk */
  jump(stream, chunk) {
    this.move(this.clock.arrivals.findIndex((each) => each.stream === stream && each.chunk === chunk) + 1);
  }

  /** Shows everything as it was after so many arrivals. @param {number} to */
  move(to) {
    const position = Math.min(this.clock.arrivals.length, Math.max(0, to));
    if (position === this.position) {
      return;
    }
    this.position = position;
    if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(() => this.show());
    }
  }

  show() {
    this.pending = false;
    if (this.left) {
      return;
    }
    const last = this.clock.arrivals[this.position - 1];
    this.focus = last ? last.stream : 0;
    this.scrubber.value = String(last ? this.clock.valueOf(last.stream, last.chunk) : 0);
    this.timeline.show(this.position);
    this.answers.forEach((answer, i) => answer.show(this.clock.reached(this.position, i)));
    this.describe(last);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.showRest(last), SOON);
  }

  /** Shows what takes longer, once the scrubber rests. @param {{stream: number, chunk: number} | undefined} last */
  showRest(last) {
    this.lists.forEach((list, i) => list.select(this.clock.reached(this.position, i) - 1));
    showChunk(this.streams[this.focus], last ? last.chunk : -1, this.letter(this.focus));
  }

  /** @param {{stream: number, chunk: number} | undefined} last */
  describe(last) {
    const stream = this.streams[this.focus];
    const chunk = last && stream.chunks[last.chunk];
    const parts = chunk
      ? [`chunk ${chunk.index + 1} of ${stream.chunks.length}${this.letter(this.focus) ? ` of ${this.letter(this.focus)}` : ''}`,
        chunk.at === null ? null : time(chunk.at), chunk.gap === null ? null : `+${time(chunk.gap)}`]
      : ['before the first chunk'];
    const text = parts.filter((part) => part !== null).join(', ');
    this.readout.textContent = text;
    this.scrubber.setAttribute('aria-valuetext', text);
  }

  nextMark() {
    /** @type {number[]} */
    const places = this.streams.flatMap((stream, i) => stream.marks.filter((mark) => mark.kind !== 'end')
      .map((mark) => this.clock.arrivals.findIndex((each) => each.stream === i && each.chunk === mark.chunk) + 1)).sort((a, b) => a - b);
    this.move(places.find((place) => place > this.position) ?? places[0] ?? this.position);
  }

  play() {
    if (this.playing) {
      this.stop();
      return;
    }
    if (this.position >= this.clock.arrivals.length) {
      this.move(0);
    }
    this.playing = true;
    this.player.textContent = '⏸ Pause';
    const pace = this.clock.timed ? 1 : 0.02; // without times, twenty chunks a second
    const last = this.clock.arrivals[this.position - 1];
    let value = last ? this.clock.valueOf(last.stream, last.chunk) : 0;
    let before = performance.now();
    const step = (/** @type {number} */ now) => {
      value += (now - before) * pace * Number(this.speed.value);
      before = now;
      this.move(this.clock.positionAt(value));
      if (value >= this.clock.length || !this.playing) {
        this.stop();
      } else {
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  }

  stop() {
    if (this.playing) {
      this.spoken.textContent = `Paused at ${this.readout.textContent}`;
    }
    this.playing = false;
    this.player.textContent = '▶ Play';
  }
}

/**
 * Lets the reader choose among several streams.
 * @param {StreamModel[]} all
 * @param {number} left the one to show first
 * @param {number} right the one beside it; -1 for none
 */
function chooseStreams(all, left, right) {
  const open = () => new Page(right < 0 || right === left ? [all[left]] : [all[left], all[right]]);
  if (all.length > 1) {
    const choice = (/** @type {string} */ label, /** @type {boolean} */ none, /** @type {number} */ chosen, /** @type {(to: number) => void} */ set) => {
      const select = element('select', {}, none ? element('option', { value: -1, text: 'nothing' }) : null,
        ...all.map((stream, i) => element('option', { value: i, text: baseName(stream.data.file) })));
      select.value = String(chosen);
      select.addEventListener('change', () => { set(Number(select.value)); open(); });
      return element('label', {}, `${label} `, select);
    };
    byId('files').replaceChildren(choice('Show', false, left, (to) => { left = to; }), choice('beside', true, right, (to) => { right = to; }));
  }
  open();
}
