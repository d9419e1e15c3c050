package io.astreaming.app.bench;

import io.astreaming.jsontext.JsonWriter;
import java.util.Map;

/**
 * A run as one line of JSON, a contract for scripts that docs/bench.md describes. Where AIPerf reports the same, the
 * member has its name there. Members are only ever added.
 */
final class BenchJson {
    private static final double NANOS_IN_MILLI = 1e6;

    private final JsonWriter out = new JsonWriter();

    private BenchJson() {}

    /**
     * Returns the line of a run.
     *
     * @param elapsed how long the run took, in nanoseconds
     */
    static String of(Load load, Measurements measured, long elapsed) {
        return new BenchJson().write(load, measured, elapsed / 1e9);
    }

    private String write(Load load, Measurements measured, double seconds) {
        out.beginObject();
        out.name("load").beginObject();
        out.name("requests").number(load.requests());
        out.name("warmup").number(load.warmup());
        out.name("concurrency").number(load.concurrency());
        out.name("rate").tree(load.rate());
        out.endObject();
        out.name("seconds").number(seconds);
        out.name("requests").number(measured.count());
        counts("outcomes", measured.outcomes());
        counts("errors", measured.errors());
        distribution("time_to_headers", "ms", measured.headers, NANOS_IN_MILLI);
        distribution("time_to_first_token", "ms", measured.firstContent, NANOS_IN_MILLI);
        distribution("time_to_first_output_token", "ms", measured.firstOutput, NANOS_IN_MILLI);
        distribution("inter_chunk_latency", "ms", measured.gaps, NANOS_IN_MILLI);
        distribution("inter_token_latency", "ms", measured.timePerToken, NANOS_IN_MILLI);
        distribution("request_latency", "ms", measured.end, NANOS_IN_MILLI);
        distribution("output_token_throughput_per_user", "tokens/sec/user", measured.tokensPerSecond, 1e3);
        value("request_throughput", "requests/sec", measured.completed() / seconds);
        if (measured.withTokens() > 0) {
            value("output_token_throughput", "tokens/sec", measured.tokens() / seconds);
            out.name("output_tokens").number(measured.tokens());
        }
        if (!measured.targets().isEmpty()) {
            value("goodput", "requests/sec", measured.good() / seconds);
            out.name("good_requests").number(measured.good());
        }
        out.name("stalls").number(measured.stalls());
        out.endObject();
        return out.text().text();
    }

    private void counts(String name, Map<String, Integer> counts) {
        out.name(name).beginObject();
        counts.forEach((key, count) -> out.name(key).number(count));
        out.endObject();
    }

    private void value(String name, String unit, double value) {
        out.name(name).beginObject();
        out.name("unit").string(unit);
        out.name("avg").number(value);
        out.endObject();
    }

    private void distribution(String name, String unit, Distribution values, double divisor) {
        if (values.count() == 0) {
            return;
        }
        out.name(name).beginObject();
        out.name("unit").string(unit);
        out.name("count").number(values.count());
        out.name("avg").number(values.mean() / divisor);
        out.name("min").number(values.min() / divisor);
        out.name("max").number(values.max() / divisor);
        out.name("p50").number(values.percentile(0.5) / divisor);
        out.name("p90").number(values.percentile(0.9) / divisor);
        out.name("p95").number(values.percentile(0.95) / divisor);
        out.name("p99").number(values.percentile(0.99) / divisor);
        out.endObject();
    }
}
