/**
 * Tests of services that read streams: a provider that a test scripts, streams and faults to script it with, and
 * assertions on what the service received. Start at {@link io.astreaming.test.ReplayExtension}.
 */
@NullMarked
package io.astreaming.test;

import org.jspecify.annotations.NullMarked;
