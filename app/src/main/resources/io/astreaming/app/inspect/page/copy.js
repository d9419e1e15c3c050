// @ts-check
// What a reader takes along: commands, a test, and the stream as a recording.

/** Further buttons, each for the streams that are shown. @type {((streams: StreamModel[], name: string) => Node)[]} */
const moreCopies = [];

/** @param {StreamModel[]} streams @param {() => number} reached how many chunks of the first have arrived */
function showCopies(streams, reached) {
  const [stream] = streams;
  if (stream.running) {
    byId('copies').replaceChildren();
    return;
  }
  const name = baseName(stream.data.file).replace(/\.\w+$/, '') || 'recording';
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) => element('button', { type: 'button', text, onclick });
  byId('copies').replaceChildren(element('span', { class: 'muted', text: 'Copy as' }),
    button('curl', () => offer('Ask for this stream with curl', stream.data.curl, `${name}.sh`)),
    button('Java test', () => offer('A test with this stream', stream.data.test, `${name}Test.java`)),
    button('Recording', () => offer('The whole stream as a recording', recordingOf(stream, stream.chunks.length), `${name}.sse`)),
    button('Recording up to here', () => offer(`A recording that is cut after chunk ${reached()}`, recordingOf(stream, reached()), `${name}-cut.sse`)),
    ...moreCopies.map((make) => make(streams, name)));
}

/** @param {StreamModel} stream @param {number} reached @returns {string} server-sent events, with their times */
function recordingOf(stream, reached) {
  let text = '';
  let comments = 0;
  const timing = (/** @type {number | null} */ at) => (at === null ? '' : `: at=${Math.round(at)}\n`);
  const commentsUpTo = (/** @type {number} */ chunk) => {
    for (const all = stream.data.comments; comments < all.length && all[comments].before <= chunk; comments++) {
      text += `${timing(all[comments].at)}: ${all[comments].text.replace(/[\r\n]/g, ' ')}\n\n`;
    }
  };
  for (const chunk of stream.chunks.slice(0, reached)) {
    commentsUpTo(chunk.index);
    if (chunk.raw !== '') {
      text += `${timing(chunk.at)}${chunk.event ? `event: ${chunk.event}\n` : ''}${chunk.raw.replace(/^/gm, 'data: ')}\n\n`;
    }
  }
  return text;
}

/** @param {string} title @param {string} text @param {string} file */
function offer(title, text, file) {
  const dialog = byId('dialog');
  byId('dialog-title').textContent = title;
  byId('dialog-text').value = text;
  byId('dialog-state').textContent = '';
  byId('dialog-copy').onclick = () => copy(text);
  byId('dialog-save').onclick = () => save(text, file);
  byId('dialog-close').onclick = () => dialog.close();
  dialog.showModal();
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    byId('dialog-text').select(); // a page from disk may not reach the clipboard in every browser
    document.execCommand('copy');
  }
  byId('dialog-state').textContent = 'Copied.';
}

/** @param {string} text @param {string} file */
function save(text, file) {
  const link = element('a', { href: URL.createObjectURL(new Blob([text], { type: file.endsWith('.html') ? 'text/html' : 'text/plain' })), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  byId('dialog-state').textContent = `Saved as ${file}.`;
}
