/**
 * The command line: one class a command, and the little they share. Nobody knows this package. Start at
 * {@link io.astreaming.app.Main}.
 */
@NullMarked
package io.astreaming.app;

import org.jspecify.annotations.NullMarked;
