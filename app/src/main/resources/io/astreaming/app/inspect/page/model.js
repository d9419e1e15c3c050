// @ts-check
// A stream as the page sees it: chunks with their times, and lanes that fill while chunks arrive.

/** A part of the answer that grows: a text, reasoning, the arguments of a call. */
class Lane {
  /** @param {string} kind @param {string} title @param {number} choice @param {number} start */
  constructor(kind, title, choice, start) {
    this.kind = kind;
    this.title = title;
    this.choice = choice;
    this.start = start;
    /** The chunk with which it ended. @type {number | null} */
    this.end = null;
    this.complete = true;
    /** Whether more of it may arrive. */
    this.open = false;
    this.text = '';
    /** The chunks that brought a piece. @type {number[]} */
    this.chunks = [];
    /** The length of the text after each of them. @type {number[]} */
    this.lengths = [];
  }

  /** @param {number} chunk @param {string} piece */
  add(chunk, piece) {
    this.text += piece;
    if (this.chunks[this.chunks.length - 1] === chunk) {
      this.lengths[this.lengths.length - 1] = this.text.length;
    } else {
      this.chunks.push(chunk);
      this.lengths.push(this.text.length);
    }
  }

  /** @param {number} reached how many chunks have arrived @returns {number} the length of the text by then */
  lengthAt(reached) {
    const pieces = countBelow(this.chunks, reached);
    return pieces === 0 ? 0 : this.lengths[pieces - 1];
  }

  /** @returns {number} the last chunk that brought something; an item brings nothing but its end */
  get last() {
    return (this.kind === 'item' ? this.end : null) ?? this.chunks[this.chunks.length - 1] ?? this.start;
  }
}

/** @param {number[]} sorted @param {number} limit @returns {number} how many are smaller */
function countBelow(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

class StreamModel {
  /** @param {any} data a stream as `StreamData` writes it */
  constructor(data) {
    this.data = data;
    /** @type {any[]} */
    this.chunks = [];
    /** @type {Map<string, Lane>} */
    this.lanes = new Map();
    /** What the chunks themselves told besides content. @type {{chunk: number, kind: string, title: string, text: string}[]} */
    this.noted = [];
    /** What happened besides content. @type {{chunk: number, kind: string, title: string, text: string}[]} */
    this.marks = [];
    /** The marks but the end, by their chunks. @type {Map<number, {chunk: number, kind: string, title: string, text: string}[]>} */
    this.placed = new Map();
    this.timed = false;
    this.longestGap = 0;
    /** @type {number | null} */
    this.firstContent = null;
    /** @type {number | null} the first content that isn't reasoning */
    this.firstOutput = null;
    for (const chunk of data.chunks) {
      this.add(chunk);
    }
    this.settle();
  }

  /** @returns {boolean} whether it is still arriving */
  get running() {
    return this.data.outcome === null;
  }

  /** Finds what only all chunks together show; while it is arriving, those that are there. */
  settle() {
    this.timed = (this.running || this.chunks.length > 0) && this.chunks.every((chunk) => chunk.at !== null);
    this.marks = [...this.noted];
    this.findStalls();
    this.conclude();
    this.marks.sort((a, b) => a.chunk - b.chunk);
    this.placed = new Map();
    for (const mark of this.marks.filter((each) => each.kind !== 'end')) {
      this.placed.set(mark.chunk, [...(this.placed.get(mark.chunk) ?? []), mark]);
    }
  }

  /** @param {any} chunk */
  add(chunk) {
    chunk.index = this.chunks.length;
    const before = this.chunks[chunk.index - 1];
    chunk.gap = before && chunk.at !== null && before.at !== null ? chunk.at - before.at : null;
    this.chunks.push(chunk);
    for (const event of chunk.events) {
      this.note(chunk.index, event);
    }
    for (const kind of chunk.deviations ?? []) {
      this.noted.push({ chunk: chunk.index, kind: 'deviation', title: plain(kind), text: this.meaning(kind) });
    }
  }

  /** @param {string} kind @returns {string} */
  meaning(kind) {
    return this.data.deviations.find((/** @type {any} */ each) => each.kind === kind)?.meaning ?? '';
  }

  /** @param {number} chunk @returns what is worth a look there */
  marksAt(chunk) {
    return this.placed.get(chunk) ?? [];
  }

  /** @param {number} chunk @param {string} kind @param {string} title @param {string} text */
  mark(chunk, kind, title, text) {
    this.marks.push({ chunk, kind, title, text });
  }

  /** @param {number} chunk @param {any} event */
  note(chunk, event) {
    const choice = event.choice ?? 0;
    switch (event.type) {
      case 'textReceived':
        return this.grow(chunk, `text ${choice}`, 'text', 'Text', choice, event.text);
      case 'reasoningReceived':
        return this.grow(chunk, `reasoning ${choice}`, 'reasoning', 'Reasoning', choice, event.text);
      case 'refusalReceived':
        return this.grow(chunk, `refusal ${choice}`, 'refusal', 'Refusal', choice, event.text);
      case 'audioReceived':
        return this.grow(chunk, `audio ${choice}`, 'audio', 'Audio', choice, event.transcript ?? '');
      case 'toolCallStarted':
        return this.grow(chunk, `call ${choice} ${event.call}`, 'call', event.name || 'a call', choice, '');
      case 'toolArgumentsReceived':
        return this.grow(chunk, `call ${choice} ${event.call}`, 'call', 'a call', choice, event.fragment);
      case 'toolCallFinished':
        return this.finishCall(chunk, choice, event);
      case 'itemStarted':
        this.lane(`item ${choice} ${event.position}`, 'item', plain(event.item), choice, chunk);
        return undefined;
      case 'itemFinished':
        this.lane(`item ${choice} ${event.position}`, 'item', plain(event.item), choice, chunk).end = chunk;
        return undefined;
      case 'errorReported':
        this.noted.push({ chunk, kind: 'fault', title: 'error', text: 'The provider reported an error inside the stream.' });
        return undefined;
      default:
        return undefined;
    }
  }

  /** @returns {boolean} whether there are several choices */
  get branches() {
    return new Set([...this.lanes.values()].map((lane) => lane.choice)).size > 1;
  }

  /** @returns {Lane} */
  lane(/** @type {string} */ key, /** @type {string} */ kind, /** @type {string} */ title, /** @type {number} */ choice, /** @type {number} */ chunk) {
    let lane = this.lanes.get(key);
    if (!lane) {
      lane = new Lane(kind, title, choice, chunk);
      this.lanes.set(key, lane);
    }
    return lane;
  }

  grow(/** @type {number} */ chunk, /** @type {string} */ key, /** @type {string} */ kind, /** @type {string} */ title, /** @type {number} */ choice, /** @type {string} */ piece) {
    this.lane(key, kind, title, choice, chunk).add(chunk, piece);
    this.firstContent ??= chunk;
    if (kind !== 'reasoning') {
      this.firstOutput ??= chunk;
    }
  }

  finishCall(/** @type {number} */ chunk, /** @type {number} */ choice, /** @type {any} */ event) {
    const lane = this.lane(`call ${choice} ${event.call}`, 'call', event.name, choice, chunk);
    lane.title = event.name;
    lane.end = chunk;
    if (lane.text === '') {
      lane.add(chunk, event.arguments);
    }
  }

  /** A stall is a gap of a second or more that is much longer than the others. */
  findStalls() {
    const gaps = this.chunks.map((chunk) => chunk.gap).filter((gap) => gap !== null);
    const middle = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
    this.longestGap = gaps.reduce((most, gap) => Math.max(most, gap), 0);
    for (const chunk of this.chunks) {
      if (chunk.gap >= 1000 && chunk.gap > 4 * middle) {
        this.mark(chunk.index, 'stall', `stall of ${time(chunk.gap)}`,
          `Nothing arrived for ${time(chunk.gap)} before this chunk; the median gap is ${time(middle)}.`);
      }
    }
  }

  /** Which calls are whole is only known at the end. */
  conclude() {
    const last = Math.max(0, this.chunks.length - 1);
    for (const lane of this.lanes.values()) {
      lane.open = this.running && lane.end === null;
      lane.complete = lane.open || lane.kind !== 'call' || lane.end !== null;
    }
    if (this.running) {
      return;
    }
    for (const choice of this.data.choices) {
      const calls = [...this.lanes.values()].filter((lane) => lane.kind === 'call' && lane.choice === choice.index);
      choice.calls.forEach((/** @type {any} */ call, /** @type {number} */ i) => {
        if (calls[i]) {
          calls[i].complete = call.complete;
        }
      });
    }
    const kind = { completed: 'end', truncated: 'fault', failed: 'fault' }[/** @type {string} */ (this.data.outcome)];
    this.mark(last, kind ?? 'end', plain(this.data.outcome), this.data.verdict.title);
  }

  /** @returns {number} when the stream ended, in milliseconds since the request; 0 without times */
  get duration() {
    return this.timed ? Math.max(this.data.end ?? 0, this.chunks[this.chunks.length - 1]?.at ?? 0) : 0;
  }

  /** @param {number | null} chunk @returns {number | null} when it arrived */
  at(chunk) {
    return chunk === null || !this.timed ? null : this.chunks[chunk].at;
  }

  /** @returns {number | null} output tokens per second, from the first content to the end */
  get tokensPerSecond() {
    const first = this.at(this.firstContent);
    const tokens = this.data.usage?.completion ?? null;
    const seconds = first === null ? 0 : (this.duration - first) / 1000;
    return tokens !== null && seconds > 0 ? tokens / seconds : null;
  }
}
