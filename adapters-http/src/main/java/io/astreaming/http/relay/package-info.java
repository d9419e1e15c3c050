/**
 * A relay's HTTP, without a framework: {@link io.astreaming.http.relay.RelayExchange} turns a request into a status, headers
 * and the bytes of server-sent events. Whoever can write bytes binds it to a server.
 */
@NullMarked
package io.astreaming.http.relay;

import org.jspecify.annotations.NullMarked;
