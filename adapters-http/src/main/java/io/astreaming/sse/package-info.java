/**
 * Response bodies as payloads: server-sent events by the WHATWG rules, decoded with leniency where gateways deviate,
 * and encoded. This package does no I/O. Start at {@link io.astreaming.sse.BodyDecoder} and
 * {@link io.astreaming.sse.SseEncoder}.
 */
@NullMarked
package io.astreaming.sse;

import org.jspecify.annotations.NullMarked;
