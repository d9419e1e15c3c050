package io.astreaming.app.inspect;

import io.astreaming.app.file.NamedOutput;
import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.recording.RecordedStream;
import io.astreaming.jsontext.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The file of an inspector's page, which only its owner may read: it contains answers. */
public final class PageFile {
    private final String name;

    private PageFile(String name) {
        this.name = name;
    }

    /**
     * Names a file.
     *
     * @throws IllegalArgumentException unless the name ends in {@code .html}, so that no recording is overwritten
     */
    public static PageFile named(String name) {
        if (!name.toLowerCase(Locale.ROOT).endsWith(".html")) {
            throw new IllegalArgumentException("--html needs the name of the page first, such as out.html");
        }
        return new PageFile(name);
    }

    public String name() {
        return name;
    }

    /** Creates the file, to report at once if it can't be written. */
    public void prepare() throws IOException {
        PrivateFiles.createOrReplace(InputFiles.path(name)).close();
    }

    /** Writes the page of some streams. */
    public void writeStreams(List<RecordedStream> streams) throws IOException {
        List<JsonText> data = new ArrayList<>();
        for (RecordedStream stream : streams) {
            data.add(StreamData.of(stream));
        }
        write(data);
    }

    /** Writes the page of some streams, each as {@link StreamData} writes it. */
    void write(List<JsonText> data) throws IOException {
        byte[] page = InspectPage.of(data).getBytes(StandardCharsets.UTF_8);
        try (OutputStream bytes = new NamedOutput(name, PrivateFiles.createOrReplace(InputFiles.path(name)))) {
            bytes.write(page);
        }
    }
}
