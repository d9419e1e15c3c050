// @ts-check
// When everything arrived: a row of arrivals for each stream, a lane for each part of its answer, one clock for all.

const STEP = 1.5;

/** The clock of one or two streams: by time if all of them have times, else by the number of chunks. */
class Clock {
  /** @param {StreamModel[]} streams */
  constructor(streams) {
    this.streams = streams;
    this.timed = false;
    this.length = 1;
    /** Every arrival in its order. @type {{stream: number, chunk: number}[]} */
    this.arrivals = [];
    this.refresh();
  }

  /** Takes what has arrived since. */
  refresh() {
    const { streams } = this;
    this.timed = streams.every((stream) => stream.timed);
    const length = (/** @type {StreamModel} */ stream) => (this.timed ? stream.duration : stream.chunks.length);
    this.length = Math.max(1, ...streams.map(length)) * (this.timed ? 1.03 : 1);
    if (streams.some((stream) => stream.running)) { // in steps, so that the picture doesn't creep
      this.length = STEP ** Math.ceil(Math.log(Math.max(this.length, this.timed ? 2000 : 20)) / Math.log(STEP));
    }
    this.arrivals = streams.flatMap((stream, i) => stream.chunks.map((chunk) => ({ stream: i, chunk: chunk.index })));
    this.arrivals.sort((a, b) => this.valueOf(a.stream, a.chunk) - this.valueOf(b.stream, b.chunk) || a.stream - b.stream);
  }

  /** @param {number} stream @param {number} chunk @returns {number} the time of a chunk, or its number */
  valueOf(stream, chunk) {
    return this.timed ? this.streams[stream].chunks[chunk].at : chunk + 0.5;
  }

  /** @param {number} stream @param {number} chunk @returns {number} from 0 to 1 */
  place(stream, chunk) {
    return this.valueOf(stream, chunk) / this.length;
  }

  /** @param {number} position how many arrivals are over @returns {number} from 0 to 1 */
  placeOf(position) {
    const last = this.arrivals[position - 1];
    return last ? this.place(last.stream, last.chunk) : 0;
  }

  /** @param {number} value @returns {number} how many arrivals are over by then */
  positionAt(value) {
    let low = 0;
    let high = this.arrivals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { stream, chunk } = this.arrivals[middle];
      if (this.valueOf(stream, chunk) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** @param {number} position @param {number} stream @returns {number} how many of its chunks have arrived */
  reached(position, stream) {
    if (this.streams.length === 1) {
      return position;
    }
    let count = 0;
    for (let i = 0; i < position; i++) {
      count += this.arrivals[i].stream === stream ? 1 : 0;
    }
    return count;
  }
}

const MAX_LANES = 40;

class Timeline {
  /** @param {Clock} clock @param {(position: number) => void} move */
  constructor(clock, move) {
    this.clock = clock;
    /** @type {(() => void)[]} */
    this.draws = [];
    this.built = '';
    this.future = element('div', { class: 'future', 'aria-hidden': 'true' });
    this.rows = element('div', { class: 'rows' });
    this.plot = element('div', { class: 'plot' }, this.rows, element('div', { class: 'over' }, this.future));
    this.build();
    this.follow(move);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.rows);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.dark.onchange = () => this.draw();
  }

  /** The page that it belongs to is no longer shown. */
  leave() {
    this.observer.disconnect();
    this.dark.onchange = null;
  }

  build() {
    this.draws = [];
    this.rows.replaceChildren();
    this.built = this.lanes;
    this.clock.streams.forEach((stream, i) => this.addStream(stream, i));
    this.addRow('', 22, (brush) => this.axis(brush), 'axis');
  }

  /** @returns {string} what the rows depend on */
  get lanes() {
    return this.clock.streams.map((stream) => [...stream.lanes.values()].map((lane) => lane.title).join()).join('|');
  }

  /** Shows what has arrived since. */
  grow() {
    if (this.built !== this.lanes) {
      this.build();
    }
    this.draw();
  }

  /** @param {StreamModel} stream @param {number} index */
  addStream(stream, index) {
    const name = this.clock.streams.length > 1 ? `${'AB'[index]} · arrivals` : 'Arrivals';
    this.addRow(name, 58, (brush) => this.arrivals(brush, stream, index), 'arrivals');
    const lanes = [...stream.lanes.values()];
    const items = lanes.filter((lane) => lane.kind === 'item');
    const others = lanes.filter((lane) => lane.kind !== 'item').sort((a, b) => a.start - b.start);
    for (const lane of others.slice(0, MAX_LANES)) {
      const choice = stream.branches ? ` · choice ${lane.choice}` : '';
      this.addRow(lane.title + choice, 24, (brush) => this.lane(brush, stream, index, lane), lane.kind);
    }
    if (others.length > MAX_LANES) {
      this.addRow(`and ${others.length - MAX_LANES} more`, 24, () => {}, 'more');
    }
    if (items.length) {
      this.addRow('Items', 24, (brush) => this.items(brush, index, items), 'item');
    }
  }

  /** @param {string} name @param {number} height @param {(brush: Brush) => void} draw @param {string} kind */
  addRow(name, height, draw, kind) {
    const canvas = element('canvas', { 'aria-hidden': 'true' });
    canvas.style.height = `${height}px`;
    this.rows.append(element('div', { class: `row ${kind}` }, element('span', { class: 'name', title: name, text: name }), canvas));
    this.draws.push(() => draw(new Brush(canvas, height)));
  }

  draw() {
    this.draws.forEach((draw) => draw());
  }

  /** Shows how far the streams have got. @param {number} position */
  show(position) {
    this.future.style.left = `${this.clock.placeOf(position) * 100}%`;
  }

  /** The pointer moves the scrubber. @param {(position: number) => void} move */
  follow(move) {
    const to = (/** @type {PointerEvent} */ event) => {
      const box = this.plot.querySelector('.over').getBoundingClientRect();
      const value = ((event.clientX - box.left) / box.width) * this.clock.length;
      move(this.clock.positionAt(value + this.clock.length / box.width));
    };
    this.plot.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
      if (event.button === 0) {
        this.plot.setPointerCapture(event.pointerId);
        to(event);
      }
    });
    this.plot.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => {
      if (this.plot.hasPointerCapture(event.pointerId)) {
        to(event);
      }
    });
  }

  /** @param {Brush} brush @param {StreamModel} stream @param {number} index */
  arrivals(brush, stream, index) {
    const base = brush.height - 8;
    const largest = Math.log2(2 + Math.max(1, ...stream.chunks.map((chunk) => chunk.bytes)));
    const place = (/** @type {number} */ chunk) => this.clock.place(index, chunk) * brush.width;
    if (this.clock.timed && stream.firstContent !== null) {
      brush.area(0, place(stream.firstContent), 8, base, 'wait', `${time(stream.at(stream.firstContent))} to the first content|${time(stream.at(stream.firstContent))}`);
    }
    for (const mark of stream.marks.filter((each) => each.kind === 'stall')) {
      brush.area(place(mark.chunk - 1), place(mark.chunk), 8, base, 'stall', `${mark.title}|stall`);
    }
    brush.rect(0, base, brush.width, 1, 'line');
    for (const chunk of stream.chunks) {
      const tall = Math.max(3, (Math.log2(2 + chunk.bytes) / largest) * (base - 16));
      brush.rect(place(chunk.index) - 1, base - tall, 2, tall, 'tick', stream.chunks.length > 400 ? 0.5 : 0.9);
    }
    for (const comment of stream.data.comments) {
      const at = this.clock.timed && comment.at !== null ? comment.at : comment.before;
      brush.dot((at / this.clock.length) * brush.width, base, 'muted');
    }
    for (const mark of stream.marks) {
      if (mark.kind === 'deviation') {
        brush.triangle(place(mark.chunk), 2, 'warn');
      } else if (mark.kind === 'fault') {
        brush.rect(place(mark.chunk), 2, Math.min(24, brush.width - place(mark.chunk)), base - 2, 'bad', 0.35);
        brush.rect(place(mark.chunk), 2, 3, base - 2, 'bad');
      } else if (mark.kind === 'end') {
        brush.rect(place(mark.chunk), 2, 2, base - 2, 'good');
      }
    }
  }

  /** @param {Brush} brush @param {StreamModel} stream @param {number} index @param {Lane} lane */
  lane(brush, stream, index, lane) {
    const from = this.clock.place(index, lane.start) * brush.width;
    const to = Math.max(from + 4, this.clock.place(index, lane.last) * brush.width);
    brush.rect(from, 6, to - from, 12, lane.kind, 0.25);
    for (const chunk of lane.chunks) {
      brush.rect(this.clock.place(index, chunk) * brush.width - 1, 6, 2, 12, lane.kind, lane.chunks.length > 400 ? 0.5 : 0.9);
    }
    if (!lane.complete) {
      brush.rect(to - 1, 3, 3, 18, 'bad');
    }
  }

  /** @param {Brush} brush @param {number} index @param {Lane[]} items */
  items(brush, index, items) {
    for (const item of items) {
      const from = this.clock.place(index, item.start) * brush.width;
      const to = Math.max(from + 3, this.clock.place(index, item.last) * brush.width - 1);
      brush.area(from, to, 4, 20, 'item', `${item.title.replace(/\|/g, ' ')}|${item.title.slice(0, 6)}…|${item.title.slice(0, 3)}…`, true);
    }
  }

  /** @param {Brush} brush */
  axis(brush) {
    const most = Math.max(2, Math.floor(brush.width / 90));
    const raw = this.clock.length / most;
    const unit = 10 ** Math.floor(Math.log10(raw));
    let step = [1, 2, 5, 10].map((each) => each * unit).find((each) => each >= raw) ?? raw;
    step = this.clock.timed ? step : Math.max(1, Math.round(step));
    for (let value = this.clock.timed ? 0 : step; value <= this.clock.length; value += step) {
      const x = ((this.clock.timed ? value : value - 0.5) / this.clock.length) * brush.width;
      brush.rect(x, 0, 1, 5, 'muted');
      brush.text(this.clock.timed ? time(value) : number(value), x, 16, 'muted', value === 0 ? 'left' : x > brush.width - 24 ? 'right' : 'center');
    }
  }
}

/** Draws on one row, in colours of the style sheet. */
class Brush {
  /** @param {HTMLCanvasElement} canvas @param {number} height */
  constructor(canvas, height) {
    const ratio = devicePixelRatio || 1;
    this.width = canvas.clientWidth;
    this.height = height;
    canvas.width = Math.round(this.width * ratio);
    canvas.height = Math.round(height * ratio);
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.context.scale(ratio, ratio);
    this.colours = getComputedStyle(document.documentElement);
  }

  /** @param {string} name */
  colour(name) {
    this.context.fillStyle = this.colours.getPropertyValue(`--${name}`) || 'gray';
  }

  rect(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height, /** @type {string} */ colour, alpha = 1) {
    this.colour(colour);
    this.context.globalAlpha = alpha;
    this.context.fillRect(x, y, width, height);
    this.context.globalAlpha = 1;
  }

  /** An area with a label, if there is room for it; of several labels, separated by bars, the first for which there is. */
  area(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ top, /** @type {number} */ bottom, /** @type {string} */ colour, /** @type {string} */ label, boxed = false) {
    this.rect(from, top, to - from, bottom - top, colour, boxed ? 0.3 : 0.16);
    this.context.font = '12px system-ui, sans-serif';
    const shown = label.split('|').find((each) => this.context.measureText(each).width + 10 < to - from);
    if (shown) {
      this.text(shown, (from + to) / 2, (top + bottom) / 2 + 4, boxed ? 'ink' : colour);
    }
  }

  text(/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ colour, /** @type {CanvasTextAlign} */ align = 'center') {
    this.colour(colour);
    this.context.font = '12px system-ui, sans-serif';
    this.context.textAlign = align;
    this.context.fillText(text, x, y);
  }

  dot(/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ colour) {
    this.colour(colour);
    this.context.beginPath();
    this.context.arc(x, y, 3, 0, 7);
    this.context.fill();
  }

  triangle(/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ colour) {
    this.colour(colour);
    this.context.beginPath();
    this.context.moveTo(x - 5, y);
    this.context.lineTo(x + 5, y);
    this.context.lineTo(x, y + 8);
    this.context.fill();
  }
}
