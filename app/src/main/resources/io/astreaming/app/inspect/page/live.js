// @ts-check
// The live page: asks the server for a stream, and shows it while it arrives with the code that shows saved ones.

const KEPT = 4; // streams that can be looked at again
const PAUSE = 80; // milliseconds between two pictures, at least

/** A stream that is arriving. */
class Arrival {
  /** @param {any} begin what the server says of it first @param {number} asked when the request was sent */
  constructor(begin, asked) {
    this.place = begin.place;
    this.asked = asked;
    this.data = {
      ...begin, chunks: [], comments: [], deviations: [], choices: [], beside: [], id: null, outcome: null, usage: null, end: 0, curl: '', test: '', verdict: {},
    };
    this.age();
    this.model = new StreamModel(this.data);
    this.page = new Page([this.model]);
    this.draw();
  }

  /** Says how far it has got. */
  age() {
    const { data } = this;
    data.end = performance.now() - this.asked;
    data.verdict = data.chunks.length
      ? { tone: 'live', title: 'The answer is arriving.', detail: `${time(data.end)} since the request.` }
      : { tone: 'live', title: 'Waiting for the answer.', detail: `${time(data.end)} since the request.` };
  }

  /** Draws what is there, and again after a pause that leaves the browser time for the reader. */
  draw() {
    const begun = performance.now();
    this.age();
    this.page.grow();
    this.timer = setTimeout(() => this.draw(), Math.max(PAUSE, 3 * (performance.now() - begun)));
  }

  /** @param {any} line what the server says next */
  take(line) {
    const { data, model } = this;
    data.comments.push(...line.comments ?? []);
    data.deviations = line.deviations ?? data.deviations;
    if (line.chunk) {
      const last = data.chunks[data.chunks.length - 1];
      if (last && last.number === line.chunk.number) {
        data.chunks[data.chunks.length - 1] = line.chunk; // what the end added to it
      } else {
        data.chunks.push(line.chunk);
        model.add(line.chunk);
      }
    }
    if (line.end) {
      Object.assign(data, line.end);
    }
    if (line.problem) {
      this.lose('The command can’t show this stream.', line.problem);
    }
  }

  /** @param {string} title @param {string} detail */
  lose(title, detail) {
    Object.assign(this.data, { outcome: 'failed', verdict: { tone: 'bad', title, detail } });
  }

  /** Ends the drawing. @returns {StreamModel} the whole stream */
  finish() {
    clearTimeout(this.timer);
    if (this.data.outcome === null) {
      this.lose('The connection to the command was lost.', 'What had arrived is below.');
    }
    if (this.data.full) {
      this.data.verdict.detail = 'It was longer than the page keeps, so the command stopped it. What had arrived is below.';
    }
    return new StreamModel(this.data);
  }
}

/** Reads lines of JSON as they arrive. @param {Response} response @param {(line: any) => void} take */
async function eachLine(response, take) {
  const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => take(JSON.parse(line)));
  }
}

/** The form at the top of the page. */
class Asker {
  /** @param {any[]} sources what can be asked */
  constructor(sources) {
    this.sources = sources;
    /** @type {StreamModel[]} the last ones that have ended */
    this.kept = [];
    /** @type {Arrival | null} */
    this.arrival = null;
    const option = (/** @type {any} */ source) => element('option', { value: sources.indexOf(source), text: source.name });
    const group = (/** @type {string} */ label, /** @type {boolean} */ recording) => {
      const members = sources.filter((source) => source.recording === recording);
      return members.length ? element('optgroup', { label }, ...members.map(option)) : null;
    };
    this.source = element('select', { onchange: () => this.choose() }, group('Endpoints', false), group('Recordings', true));
    this.model = element('input', { type: 'text', spellcheck: 'false', autocomplete: 'off' });
    this.prompt = element('textarea', { rows: 3, placeholder: 'Ask something', onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event) });
    this.send = element('button', { type: 'button', class: 'primary', onclick: () => this.press() });
    this.state = element('span', { role: 'status' });
    this.promptLabel = element('label', { class: 'prompt' }, 'Prompt', this.prompt);
    this.modelLabel = element('label', {}, 'Model', this.model);
    byId('live').replaceChildren(
      element('div', { class: 'ask' }, element('label', {}, 'Ask', this.source), this.modelLabel, this.promptLabel),
      element('div', { class: 'buttons' }, this.send, this.state));
    this.choose();
  }

  choose() {
    const { recording, model } = this.sources[Number(this.source.value)];
    this.model.value = model;
    this.modelLabel.hidden = recording;
    this.promptLabel.hidden = recording;
    this.label();
  }

  label() {
    const { recording } = this.sources[Number(this.source.value)];
    this.send.textContent = this.arrival ? '■ Stop' : recording ? '▶ Replay' : 'Send';
    this.source.disabled = this.arrival !== null;
  }

  /** Enter sends, Shift+Enter begins a line. @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !this.arrival) {
      event.preventDefault();
      this.press();
    }
  }

  press() {
    if (this.arrival) {
      fetch(this.arrival.place, { method: 'DELETE' }).catch(() => undefined);
    } else if (!this.asking) {
      this.ask();
    }
  }

  async ask() {
    this.asking = true;
    this.say('');
    const asked = performance.now();
    try {
      const response = await fetch(`streams?source=${this.source.value}&model=${encodeURIComponent(this.model.value)}`, { method: 'POST', body: this.prompt.value });
      if (!response.ok) {
        throw new Error((await response.text()).trim());
      }
      byId('copies').replaceChildren();
      byId('files').replaceChildren();
      await eachLine(response, (line) => this.take(line, asked));
    } catch (error) {
      this.say(this.arrival ? '' : `It isn’t possible: ${/** @type {Error} */ (error).message}`);
    }
    this.asking = false;
    this.finish();
  }

  /** @param {any} line @param {number} asked */
  take(line, asked) {
    if (line.begin) {
      this.arrival = new Arrival(line.begin, asked);
      this.say('The stream has begun.');
      this.label();
    } else {
      this.arrival?.take(line);
    }
  }

  finish() {
    if (this.arrival) {
      const model = this.arrival.finish();
      this.arrival = null;
      this.kept = [...this.kept, model].slice(-KEPT);
      chooseStreams(this.kept, this.kept.length - 1, -1);
      this.say(model.data.verdict.title);
    }
    this.label();
  }

  /** @param {string} text */
  say(text) {
    this.state.textContent = text;
  }
}

/** Writes the page that `inspect --html` writes. @param {StreamModel[]} streams @param {string} name */
async function savePage(streams, name) {
  const empty = await (await fetch('saved.html')).text();
  const data = JSON.stringify(streams.map((stream) => stream.data)).replace(/</g, '\\u003c');
  save(empty.replace('{{data}}', () => data), `${name}.html`);
}

moreCopies.push((streams, name) => element('button', { type: 'button', text: 'Save the page', onclick: () => savePage(streams, name) }));
new Asker(JSON.parse(byId('data').textContent));
