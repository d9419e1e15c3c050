package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LazyParserFactoryTest {
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    @AfterEach
    void restore() {
        thread.setContextClassLoader(before);
    }

    @Test
    void waitForTheFirstToBeAskedForWhereAProviderIsNamed() {
        JsonParserFactory parsers = LazyParserFactory.installed();

        assertThat(parsers).isInstanceOf(LazyParserFactory.class);
        assertThat(reads(parsers)).isTrue();
    }

    @Test
    void lookForTheProviderAtOnceWhereNoneIsNamed() {
        thread.setContextClassLoader(new NamingNothing(before));
        JsonParserFactory parsers = LazyParserFactory.installed();

        assertThat(parsers).isNotInstanceOf(LazyParserFactory.class);
        assertThat(reads(parsers)).isTrue();
    }

    @Test
    void findTheProviderWithoutAContext() {
        thread.setContextClassLoader(null);
        assertThat(reads(LazyParserFactory.installed())).isTrue();
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
