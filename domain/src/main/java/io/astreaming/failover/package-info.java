/**
 * One stream over several endpoints: attempts at one after the other until content arrives. Start at
 * {@link io.astreaming.failover.FailoverCall}. The package is not exported.
 */
@NullMarked
package io.astreaming.failover;

import org.jspecify.annotations.NullMarked;
