package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.testing.SmallHeap;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream makes the library keep fits into a small heap, whoever sends it. */
class SmallHeapTest {
    /** These go on for ever and are forgotten as they come. */
    private static final Set<String> FORGOTTEN = Set.of(
            "members of usage",
            "changing members",
            "payloads that are no chunks",
            "padding",
            "messages, unknown events",
            "responses, ids of items",
            "responses, envelopes",
            "responses, output in an event",
            "responses, unknown events");

    @TempDir
    private Path folder;

    @Test
    void countsAllThatAStreamMakesUsKeep() throws Exception {
        List<String> lines = SmallHeap.run("32m", folder, HostileStreams.class);

        assertThat(lines).hasSize(2 * HostileStreams.KINDS.size());
        assertThat(lines)
                .filteredOn(line -> !line.contains("content not kept") && !FORGOTTEN.contains(kind(line)))
                .allMatch(line -> line.endsWith(": TOTAL_TEXT") || line.endsWith(": EVENT_BYTES"));
    }

    private static String kind(String line) {
        return line.substring(0, line.indexOf(':'));
    }
}
