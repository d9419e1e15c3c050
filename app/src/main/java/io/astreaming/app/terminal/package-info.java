/**
 * The terminal: standard streams, text that is safe to print, lines that a person types. Start at {@link
 * io.astreaming.app.terminal.Terminal}.
 */
@NullMarked
package io.astreaming.app.terminal;

import org.jspecify.annotations.NullMarked;
