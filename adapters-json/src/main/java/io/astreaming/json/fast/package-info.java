/**
 * The fast reader in front of the reference reading. It compares a payload with up to four earlier ones, the templates,
 * and reads only what changed; if none matches, it reads the payload's own bytes; the rest goes to the reference
 * reading. Start at {@link io.astreaming.json.fast.FastChunkDecoder}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.fast;

import org.jspecify.annotations.NullMarked;
