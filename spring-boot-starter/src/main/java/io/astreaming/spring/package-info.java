/**
 * Chats as beans of Spring Boot: {@code astreaming.api-key} or {@code astreaming.base-url} makes a
 * {@link io.astreaming.stream.Chat}, and each of {@code astreaming.endpoints} another.
 */
@NullMarked
package io.astreaming.spring;

import org.jspecify.annotations.NullMarked;
