package io.astreaming.json;

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
 * Parsers of a provider that starts when the first is asked for. Which provider it is, is known before: its start, which
 * sets up logging too, is what a program's first token needn't wait for. Thread-safe.
 */
final class LateParsers implements JsonParserFactory {
    /** What {@link JsonProvider#provider()} looks at before it looks for services. */
    private static final String CHOSEN = "jakarta.json.provider";

    private final Supplier<JsonProvider> provider;
    private volatile @Nullable JsonParserFactory started;

    private LateParsers(Supplier<JsonProvider> provider) {
        this.provider = provider;
    }

    /**
     * Parsers of the provider that is installed.
     *
     * @throws jakarta.json.JsonException if there is none
     */
    static JsonParserFactory installed() {
        if (System.getProperty(CHOSEN) == null) {
            var found = ServiceLoader.load(JsonProvider.class).stream().findFirst();
            if (found.isPresent()) {
                return new LateParsers(found.get());
            }
        }
        return of(JsonProvider.provider());
    }

    /** Parsers of a provider. */
    static JsonParserFactory of(JsonProvider provider) {
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
