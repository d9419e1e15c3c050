/**
 * When and where the request of a stream is sent: the bound on concurrent streams, which several chats may share. Start
 * at {@link io.astreaming.dispatch.ConcurrencyLimiter}.
 */
@NullMarked
package io.astreaming.dispatch;

import org.jspecify.annotations.NullMarked;
