/**
 * The template reader in front of the reference reading: it compares a payload with its predecessor and reads only what
 * changed. Start at {@link io.astreaming.json.fast.FastChunkDecoder}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.fast;

import org.jspecify.annotations.NullMarked;
