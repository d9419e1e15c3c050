/**
 * Chats as CDI beans. An application injects {@link io.astreaming.stream.Chat}; the properties of MicroProfile Config
 * below {@code astreaming} configure it.
 */
@NullMarked
package io.astreaming.cdi;

import org.jspecify.annotations.NullMarked;
