/** The command that relays a provider's streams to clients who may leave and come back. */
@NullMarked
package io.astreaming.app.relay;

import org.jspecify.annotations.NullMarked;
