/**
 * Ollama's own API: the lines of its stream, translated into chunks. Start at {@link
 * io.astreaming.protocol.ollama.OllamaTranslator}.
 */
@NullMarked
package io.astreaming.protocol.ollama;

import org.jspecify.annotations.NullMarked;
