/**
 * OpenAI's Responses API as JSON. Requests begin at {@link io.astreaming.json.responses.ResponsesRequestWriter}, answers at
 * {@link io.astreaming.json.responses.ResponsesChunkDecoder}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.responses;

import org.jspecify.annotations.NullMarked;
