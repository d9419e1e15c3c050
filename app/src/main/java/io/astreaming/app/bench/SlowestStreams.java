package io.astreaming.app.bench;

import io.astreaming.app.recording.RecordedStream;
import io.astreaming.app.recording.RecordingReader;
import io.astreaming.replay.format.RecordingFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a run the stream with the latest first content, and the one that took longest to its end. Thread-safe as long
 * as samples are added one at a time.
 */
final class SlowestStreams {
    /** How much all streams take that are open or kept. */
    private static final long MAX_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final Comparator<Sample> BY_FIRST_CONTENT =
            Comparator.comparing(Sample::firstContent, Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Comparator<Sample> BY_END = Comparator.comparing(Sample::end);

    private final AtomicLong taken = new AtomicLong();
    private final List<Sample> slowest = new ArrayList<>();

    /** Begins to keep a stream. */
    KeptStream begin() {
        return new KeptStream(this::take);
    }

    private boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= MAX_BYTES) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Compares a stream that has ended with the slowest so far. */
    void add(Sample sample) {
        if (sample.isKept()) {
            slowest.add(sample);
            List<Sample> stay = pair();
            // The second place is for the longest of the others: if a later stream takes the first place, the longest
            // of all.
            stay.addAll(slowest.stream().sorted(BY_END.reversed()).limit(2).toList());
            slowest.stream().filter(each -> !stay.contains(each)).forEach(Sample::drop);
            slowest.retainAll(stay);
        }
    }

    /** Returns the one with the latest first content, then the slowest of the others; fewer if there are fewer. */
    private List<Sample> pair() {
        List<Sample> pair = new ArrayList<>();
        slowest.stream().max(BY_FIRST_CONTENT).ifPresent(pair::add);
        slowest.stream().filter(each -> !pair.contains(each)).max(BY_END).ifPresent(pair::add);
        return pair;
    }

    /** Returns the streams as recordings, named by the number of their request. */
    List<RecordedStream> recordings() throws IOException {
        List<RecordedStream> recordings = new ArrayList<>();
        for (Sample sample : pair()) {
            String what = recordings.isEmpty() ? "slowest-ttft" : "slowest-e2e";
            recordings.add(recording("request-" + sample.number() + "-" + what + ".sse", sample.recording()));
        }
        return recordings;
    }

    private static RecordedStream recording(String name, @Nullable KeptStream kept) throws IOException {
        byte[] bytes = kept == null ? new byte[0] : kept.bytes();
        return RecordingReader.read(name, bytes, RecordingFormat.SSE);
    }
}
