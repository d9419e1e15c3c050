package io.astreaming.json.token;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parsers of a provider that is looked up, and starts, when the first is asked for. That there is one is known before.
 * Its classes and what they set up are what a program's first token needn't wait for. Thread-safe.
 */
public final class LazyParserFactory implements JsonParserFactory {
    /** What {@link JsonProvider#provider()} looks at before it looks for services. */
    private static final String CHOSEN = "jakarta.json.provider";
    /** Where jars name their providers. */
    private static final String NAMED = "META-INF/services/jakarta.json.spi.JsonProvider";

    private final Supplier<JsonProvider> provider;
    private volatile @Nullable JsonParserFactory started;

    private LazyParserFactory(Supplier<JsonProvider> provider) {
        this.provider = provider;
    }

    /**
     * Parsers of the provider that is installed.
     *
     * @throws jakarta.json.JsonException if there is none
     */
    public static JsonParserFactory installed() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (System.getProperty(CHOSEN) != null || loader == null || loader.getResource(NAMED) == null) {
            return of(JsonProvider.provider());
        }
        ServiceLoader<JsonProvider> named = ServiceLoader.load(JsonProvider.class, loader);
        return new LazyParserFactory(() -> named.iterator().next());
    }

    /** Parsers of a provider. */
    public static JsonParserFactory of(JsonProvider provider) {
        return provider.createParserFactory(Map.of());
    }

    private JsonParserFactory parsers() {
        JsonParserFactory parsers = started;
        if (parsers == null) {
            synchronized (this) {
                parsers = started == null ? of(provider.get()) : started;
                started = parsers;
            }
        }
        return parsers;
    }

    @Override
    public JsonParser createParser(Reader text) {
        return parsers().createParser(text);
    }

    @Override
    public JsonParser createParser(InputStream bytes) {
        return parsers().createParser(bytes);
    }

    @Override
    public JsonParser createParser(InputStream bytes, Charset charset) {
        return parsers().createParser(bytes, charset);
    }

    @Override
    public JsonParser createParser(JsonObject object) {
        return parsers().createParser(object);
    }

    @Override
    public JsonParser createParser(JsonArray array) {
        return parsers().createParser(array);
    }

    @Override
    public Map<String, ?> getConfigInUse() {
        return parsers().getConfigInUse();
    }
}
