/** Answers clients of chat completions with a provider of any protocol. Start at {@link io.astreaming.gateway.ChatGateway}. */
@NullMarked
package io.astreaming.gateway;

import org.jspecify.annotations.NullMarked;
