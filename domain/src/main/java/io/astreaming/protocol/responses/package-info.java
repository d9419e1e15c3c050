/**
 * OpenAI's Responses API: its events, and their translation to chunks. Start at
 * {@link io.astreaming.protocol.responses.ResponsesTranslator}.
 */
@NullMarked
package io.astreaming.protocol.responses;

import org.jspecify.annotations.NullMarked;
