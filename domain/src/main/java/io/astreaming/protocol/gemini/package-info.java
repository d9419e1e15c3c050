/**
 * The Gemini API: its responses, translated into chunks. Start at {@link
 * io.astreaming.protocol.gemini.GeminiTranslator}.
 */
@NullMarked
package io.astreaming.protocol.gemini;

import org.jspecify.annotations.NullMarked;
