// @ts-check
// The answer as far as it has arrived: what the last chunk brought is marked, what is still to come is pale.

const AROUND = 2_000;

class AnswerView {
  /** @param {StreamModel} stream @param {string} letter */
  constructor(stream, letter) {
    this.stream = stream;
    /** @type {AnswerBlock[]} */
    this.blocks = [];
    this.heading = element('h2', { text: letter ? `Answer ${letter}` : 'The answer so far' });
    this.view = element('article', { class: 'panel answer' });
    this.build();
  }

  build() {
    const { stream } = this;
    this.built = stream.lanes.size;
    this.blocks = [];
    this.view.replaceChildren(this.heading);
    const choices = [...new Set([...stream.lanes.values()].map((lane) => lane.choice))].sort((a, b) => a - b);
    for (const choice of choices) {
      if (choices.length > 1) {
        this.view.append(element('h3', { text: `Choice ${choice}` }));
      }
      const lanes = [...stream.lanes.values()].filter((lane) => lane.choice === choice && lane.kind !== 'item');
      lanes.sort((a, b) => a.start - b.start).slice(0, 200).forEach((lane) => this.add(lane));
      if (!stream.running) {
        this.addReason(choice);
      }
    }
    if (choices.length === 0) {
      this.view.append(element('p', { class: 'muted', text: stream.running ? 'No content has arrived yet.' : 'No content arrived.' }));
    }
  }

  /** Makes room for what has arrived since. */
  grow() {
    if (this.built !== this.stream.lanes.size) {
      this.build();
    }
  }

  /** @param {Lane} lane */
  add(lane) {
    const block = new AnswerBlock(lane);
    this.blocks.push(block);
    this.view.append(block.view);
  }

  /** @param {number} index */
  addReason(index) {
    const choice = this.stream.data.choices.find((/** @type {any} */ each) => each.index === index);
    const reason = choice?.finishReason;
    this.view.append(element('p', { class: 'reason' }, 'Finish reason: ', element('b', { class: reason ? '' : 'bad', text: reason ?? 'none arrived' })));
  }

  /** @param {number} reached how many chunks have arrived */
  show(reached) {
    this.blocks.forEach((block) => block.show(reached));
  }
}

class AnswerBlock {
  /** @param {Lane} lane */
  constructor(lane) {
    this.lane = lane;
    this.arrived = document.createTextNode('');
    this.latest = element('mark');
    this.future = element('span', { class: 'later', 'aria-hidden': 'true' });
    this.state = element('span', { class: 'state' });
    this.text = element('pre', { tabindex: '0', role: 'group', 'aria-label': lane.title }, this.arrived, this.latest, this.future);
    const name = lane.kind === 'call' ? element('code', { text: lane.title }) : element('span', { text: lane.title });
    this.view = element('div', { class: `block ${lane.kind}` }, element('div', { class: 'label' }, name, this.state), this.text);
    this.shown = -1;
    this.before = -1;
  }

  /** @param {number} reached */
  show(reached) {
    const length = this.lane.lengthAt(reached);
    const before = this.lane.lengthAt(reached - 1);
    if (length !== this.shown || before !== this.before) {
      const text = this.lane.text;
      // A long text that is on its way is shown around its end, since the browser lays all of it out again for each chunk.
      const part = text.length > 2 * AROUND && (length < text.length || this.lane.open);
      const from = part ? Math.max(0, before - AROUND) : 0;
      this.arrived.nodeValue = (from > 0 ? '… ' : '') + text.slice(from, before);
      this.latest.textContent = text.slice(before, length);
      this.future.textContent = part && length + AROUND < text.length ? `${text.slice(length, length + AROUND)} …` : text.slice(length);
      this.follow(before !== length);
      this.shown = length;
      this.before = before;
    }
    this.describe(reached);
  }

  /** Keeps the place where the text grows in sight. @param {boolean} grows */
  follow(grows) {
    if (grows && this.text.scrollHeight > this.text.clientHeight) {
      this.text.scrollTop = this.latest.offsetTop - this.text.offsetTop - this.text.clientHeight / 2;
    }
  }

  /** @param {number} reached */
  describe(reached) {
    const { lane } = this;
    let word = reached <= lane.start ? 'to come' : '';
    if (lane.kind === 'call' && !word) {
      const over = reached > lane.last && !lane.open;
      word = over ? (lane.complete ? 'whole' : 'not whole: don’t run it') : 'filling up';
    } else if (!word) {
      word = counted(lane.lengthAt(reached), 'character');
    }
    if (this.state.textContent !== word) {
      this.state.textContent = word;
      this.state.classList.toggle('bad', word.startsWith('not'));
      this.view.classList.toggle('unborn', word === 'to come');
    }
  }
}
