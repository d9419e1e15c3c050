/**
 * The JSON adapter: it writes requests, reads chunks and errors, writes chunks again, and reads typed results. Start at
 * {@link io.astreaming.json.JsonbChatCodec}.
 */
@NullMarked
package io.astreaming.json;

import org.jspecify.annotations.NullMarked;
