// @ts-check
// The page that contains its streams.

/** @type {StreamModel[]} */
const streams = JSON.parse(byId('data').textContent).map((/** @type {any} */ data) => new StreamModel(data));
chooseStreams(streams, 0, streams.length === 2 ? 1 : -1);
