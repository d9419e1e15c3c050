/**
 * The {@code chat} command: options, conversation and session. Start at {@link io.astreaming.app.chat.ChatCommand}.
 */
@NullMarked
package io.astreaming.app.chat;

import org.jspecify.annotations.NullMarked;
