/**
 * Ollama's own API as JSON. Requests begin at {@link io.astreaming.json.ollama.OllamaRequestWriter}. The package is not
 * exported.
 */
@NullMarked
package io.astreaming.json.ollama;

import org.jspecify.annotations.NullMarked;
