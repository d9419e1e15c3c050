package io.astreaming.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.testing.SmallHeap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings larger than the heap. */
class LongRecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void areInspectedAndConverted() throws Exception {
        List<String> lines = SmallHeap.run("28m", folder, LongRecordings.class, folder.toString());

        assertThat(lines).hasSize(21).allMatch(line -> line.endsWith(" : 0"));
        assertThat(Files.size(folder.resolve("long.sse"))).isGreaterThan(28L << 20);
    }
}
