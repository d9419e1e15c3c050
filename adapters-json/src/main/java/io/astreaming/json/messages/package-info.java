/**
 * Anthropic's Messages API as JSON. Requests begin at {@link io.astreaming.json.messages.MessagesRequestWriter},
 * answers at {@link io.astreaming.json.messages.MessagesChunkDecoder}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.messages;

import org.jspecify.annotations.NullMarked;
