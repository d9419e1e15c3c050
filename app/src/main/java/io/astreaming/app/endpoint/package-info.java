/** The endpoint that a command asks, as its options name it: URL, protocol and key. */
@NullMarked
package io.astreaming.app.endpoint;

import org.jspecify.annotations.NullMarked;
