/**
 * Bytes of HTTP responses, cut into payloads: the JDK's client as a transport, and server-sent events by the WHATWG rules.
 * Start at {@link io.astreaming.http.JdkChatTransport}.
 */
@NullMarked
package io.astreaming.http;

import org.jspecify.annotations.NullMarked;
