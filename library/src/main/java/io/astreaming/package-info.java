/** From a URL and a key to a chat, in one line. Start at {@link io.astreaming.Astreaming}. */
@NullMarked
package io.astreaming;

import org.jspecify.annotations.NullMarked;
