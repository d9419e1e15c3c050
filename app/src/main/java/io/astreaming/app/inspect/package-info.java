/**
 * The {@code inspect} command. Start at {@link io.astreaming.app.inspect.InspectCommand}.
 */
@NullMarked
package io.astreaming.app.inspect;

import org.jspecify.annotations.NullMarked;
