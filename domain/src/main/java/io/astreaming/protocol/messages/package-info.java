/**
 * The Messages API of Anthropic: its events, and their translation into chunks. Whoever reads the events from JSON
 * finds here what they mean, and what to do where a stream departs from the protocol.
 */
@NullMarked
package io.astreaming.protocol.messages;

import org.jspecify.annotations.NullMarked;
