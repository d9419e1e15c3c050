/** The log of a relay on Redis: {@link io.astreaming.redis.RedisStreamLog}. */
@NullMarked
package io.astreaming.redis;

import org.jspecify.annotations.NullMarked;
