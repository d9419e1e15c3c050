/**
 * The Gemini API as JSON. Requests begin at {@link io.astreaming.json.gemini.GeminiRequestWriter}. The package is not
 * exported.
 */
@NullMarked
package io.astreaming.json.gemini;

import org.jspecify.annotations.NullMarked;
