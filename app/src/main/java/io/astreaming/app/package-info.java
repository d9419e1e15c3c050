/**
 * The entry point of the command line. Start at {@link io.astreaming.app.Main}.
 */
@NullMarked
package io.astreaming.app;

import org.jspecify.annotations.NullMarked;
