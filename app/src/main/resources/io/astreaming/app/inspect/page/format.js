// @ts-check
// Elements and texts. What a model wrote reaches the page only through text nodes.

/**
 * Creates an element.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `class`, `text` and listeners such as `onclick` included
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') {
      made.textContent = value;
    } else if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** @param {string} id @returns {any} */
function byId(id) {
  return document.getElementById(id);
}

/** @param {number | null | undefined} ms @returns {string} a time such as `310 ms` or `1.93 s` */
function time(ms) {
  if (ms === null || ms === undefined) {
    return 'unknown';
  }
  if (Math.abs(ms) < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return Math.abs(ms) < 100_000 ? `${(ms / 1000).toFixed(2)} s` : `${Math.round(ms / 1000)} s`;
}

/** @param {number} bytes @returns {string} */
function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {number | null} count @returns {string} */
function number(count) {
  return count === null ? 'unknown' : count.toLocaleString('en');
}

/** @param {number} many @param {string} one @param {string} [more] @returns {string} such as `1 chunk`, `2 chunks` */
function counted(many, one, more = `${one}s`) {
  return `${number(many)} ${many === 1 ? one : more}`;
}

/** @param {string} word @returns {string} the word of a protocol or a kind, for people */
function plain(word) {
  return word.replace(/_/g, ' ');
}

/** @param {string} file @returns {string} the file's name without its folders */
function baseName(file) {
  return file.replace(/^.*[\\/]/, '');
}

/** @param {string} text @param {number} most @returns {string} the beginning of a text, on one line */
function beginning(text, most) {
  const line = text.slice(0, most + 1).replace(/\s+/g, ' ');
  return text.length > most ? `${line.slice(0, most)}…` : line;
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Shows JSON indented and coloured. Every token stays as it came, even in text that isn't JSON.
 * @param {string} raw
 * @returns {HTMLElement}
 */
function jsonView(raw) {
  const most = 20_000;
  const view = element('pre', { class: 'json', tabindex: '0', role: 'group', 'aria-label': 'Payload' });
  let depth = 0;
  let before = '';
  const line = () => view.append(`\n${'  '.repeat(Math.min(depth, 40))}`);
  for (const [token] of raw.slice(0, most).matchAll(JSON_TOKEN)) {
    const closes = token === '}' || token === ']';
    if (closes) {
      depth--;
    }
    const empty = closes && (before === '{' || before === '[');
    if (before && !empty && (closes || before === ',' || before === '{' || before === '[')) {
      line();
    }
    view.append(coloured(token, before));
    if (token === '{' || token === '[') {
      depth++;
    }
    if (token === ':') {
      view.append(' ');
    }
    before = token;
  }
  markNames(view);
  if (raw.length > most) {
    view.append(`\n… and ${number(raw.length - most)} more characters`);
  }
  return view;
}

/** @param {string} token @param {string} before @returns {Node} */
function coloured(token, before) {
  if (token.startsWith('"')) {
    return element('span', { class: before === ':' || before === '[' ? 'string' : 'either', text: token });
  }
  if (/^[\d-]/.test(token)) {
    return element('span', { class: 'number', text: token });
  }
  return /^[a-z]/.test(token) ? element('span', { class: 'word', text: token }) : document.createTextNode(token);
}

/** A string before a colon is a name. @param {HTMLElement} view */
function markNames(view) {
  for (const span of view.querySelectorAll('.either')) {
    const next = span.nextSibling;
    span.className = next && next.nodeValue === ':' ? 'name' : 'string';
  }
}
