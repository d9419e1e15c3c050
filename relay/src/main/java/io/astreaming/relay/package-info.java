/**
 * A relay whose streams survive. A {@link io.astreaming.relay.Relay} on each node sends a request to the provider,
 * appends what arrives to a {@link io.astreaming.relay.log.StreamLog}, and serves readers by the number of the last event
 * that they have seen.
 */
@NullMarked
package io.astreaming.relay;

import org.jspecify.annotations.NullMarked;
