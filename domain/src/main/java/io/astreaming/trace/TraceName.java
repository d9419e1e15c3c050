package io.astreaming.trace;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The names of the documents of one exchange: they sort by time, and the documents of one exchange are adjacent. */
public final class TraceName {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss_SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TraceName() {}

    /**
     * Returns the name of a document, such as {@code 20251005_140642_180_342_RESPONSE_STREAM.md}: the UTC time to the
     * microsecond.
     *
     * @param begun when the exchange began; the same for all its documents
     * @param kind the kind of document
     * @return the file's name
     */
    public static String of(Instant begun, TraceKind kind) {
        int micros = begun.get(ChronoField.MICRO_OF_SECOND) % 1_000;
        return String.format(Locale.ROOT, "%s_%03d_%s.md", MILLISECONDS.format(begun), micros, kind);
    }
}
