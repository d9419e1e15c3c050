/**
 * Everything between the domain and JSON: requests out, chunks and errors in, chunks out again. Start at
 * {@link io.astreaming.json.JsonbChatCodec}.
 */
@NullMarked
package io.astreaming.json;

import org.jspecify.annotations.NullMarked;
