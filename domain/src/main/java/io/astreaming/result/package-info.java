/**
 * What an answer's text means as data. Start at {@link io.astreaming.result.PartialJson}, which reads JSON while it grows.
 */
@NullMarked
package io.astreaming.result;

import org.jspecify.annotations.NullMarked;
