/**
 * The JSON adapter: requests out, chunks and errors in, chunks out again, and typed results. Start at {@link
 * io.astreaming.json.JsonbChatCodec}.
 */
@NullMarked
package io.astreaming.json;

import org.jspecify.annotations.NullMarked;
