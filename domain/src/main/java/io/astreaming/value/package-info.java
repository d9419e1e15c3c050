/**
 * The types that chunks, events and completions share: role, finish reason, usage, log probabilities, error detail and
 * deviation. Start at {@link io.astreaming.value.FinishReason} and {@link io.astreaming.value.TokenUsage}.
 */
@NullMarked
package io.astreaming.value;

import org.jspecify.annotations.NullMarked;
