/**
 * The log of a relay on Redis.
 *
 * <p>Start at {@link io.astreaming.redis.RedisStreamLog}.
 */
@SuppressWarnings("requires-automatic") // lettuce has a name, but no descriptor
module io.astreaming.adapters.redis {
    requires transitive io.astreaming.relay;
    requires lettuce.core;
    requires static org.jspecify;

    exports io.astreaming.redis;
}
