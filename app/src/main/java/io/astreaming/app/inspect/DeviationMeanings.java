package io.astreaming.app.inspect;

import io.astreaming.value.Deviation;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** What each deviation means, in one sentence. */
final class DeviationMeanings {
    private static final Properties MEANINGS = read();

    private DeviationMeanings() {}

    /** Returns the sentence of a deviation. */
    static String of(Deviation deviation) {
        return MEANINGS.getProperty(deviation.name().toLowerCase(Locale.ROOT), "");
    }

    private static Properties read() {
        Properties meanings = new Properties();
        try (Reader in = new InputStreamReader(PageParts.open("deviations.properties"), StandardCharsets.UTF_8)) {
            meanings.load(in);
            return meanings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
