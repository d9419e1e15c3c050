/**
 * What metrics, spans and logs say of a stream, and under which names. Nothing here holds content, and nothing that a
 * provider sends becomes an attribute of a metric without a bound.
 */
@NullMarked
package io.astreaming.observation;

import org.jspecify.annotations.NullMarked;
