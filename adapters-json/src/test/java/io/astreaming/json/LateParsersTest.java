package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateParsersTest {
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    @AfterEach
    void restore() {
        thread.setContextClassLoader(before);
    }

    @Test
    void waitForTheFirstToBeAskedForWhereAProviderIsNamed() {
        JsonParserFactory parsers = LateParsers.installed();

        assertThat(parsers).isInstanceOf(LateParsers.class);
        assertThat(reads(parsers)).isTrue();
    }

    @Test
    void lookForTheProviderAtOnceWhereNoneIsNamed() {
        thread.setContextClassLoader(new NamingNothing(before));
        JsonParserFactory parsers = LateParsers.installed();

        assertThat(parsers).isNotInstanceOf(LateParsers.class);
        assertThat(reads(parsers)).isTrue();
    }

    @Test
    void findTheProviderWithoutAContext() {
        thread.setContextClassLoader(null);
        assertThat(reads(LateParsers.installed())).isTrue();
    }

    private static boolean reads(JsonParserFactory parsers) {
        return parsers.createParser(new StringReader("{}")).hasNext();
    }

    /** Sees no file that names services. */
    private static final class NamingNothing extends ClassLoader {
        NamingNothing(ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable URL getResource(String name) {
            return null;
        }
    }
}
