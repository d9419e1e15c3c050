/**
 * The JDK HTTP client as a transport. Start at {@link io.astreaming.http.JdkChatTransport}.
 */
@NullMarked
package io.astreaming.http;

import org.jspecify.annotations.NullMarked;
