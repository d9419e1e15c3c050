package io.astreaming.conformance.relay.acceptance;

import io.astreaming.testing.RedisServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis says of itself at one moment. */
record RedisFigures(long xadds, long xranges, double cpuSeconds, int connections, long memory) {
    static RedisFigures of(RedisServer redis) throws Exception {
        String stats = redis.command("info", "commandstats");
        String cpu = redis.command("info", "cpu");
        double seconds = number(cpu, "used_cpu_sys:") + number(cpu, "used_cpu_user:");
        return new RedisFigures(
                (long) number(stats, "cmdstat_xadd:calls="),
                (long) number(stats, "cmdstat_xrange:calls="),
                seconds,
                (int) number(redis.command("info", "clients"), "connected_clients:") - 1, // without this one
                (long) number(redis.command("info", "memory"), "used_memory:"));
    }

    private static double number(String text, String name) {
        Matcher found = Pattern.compile(Pattern.quote(name) + "([0-9.]+)").matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
}
