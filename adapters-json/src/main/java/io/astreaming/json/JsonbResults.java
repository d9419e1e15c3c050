package io.astreaming.json;

import io.astreaming.json.result.JsonbResultReader;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.result.TypeInspector;
import io.astreaming.port.ResultReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.Map;
import java.util.Objects;

/**
 * Makes readers of records: a JSON schema for the model, and JSON-B to bind its answer, whoever provides JSON-B. Make
 * one and keep it; each reader too.
 *
 * <p>A component is a string, a number, a boolean, a date or time, a {@code Duration} or {@code UUID}, an enum, a
 * record, or a list, set or array of these. {@code @JsonbProperty} renames it,
 * {@link io.astreaming.request.Description} tells the model what it is for, {@code Optional}, an annotation
 * {@code @Nullable} of anybody's or {@code @JsonbNillable} let it be absent. What is refused is refused here, before
 * anything is sent, with what to do instead.
 *
 * <p>Immutable and thread-safe.
 */
public final class JsonbResults {
    private final Jsonb jsonb;
    private final JsonParserFactory parsers;
    private final boolean strict;

    /**
     * Readers over the providers that are installed, in strict mode.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     * @throws jakarta.json.bind.JsonbException if there is no provider of JSON-B
     */
    public JsonbResults() {
        this(JsonbProvider.provider(), JsonProvider.provider());
    }

    /**
     * Readers over providers of one's choice, in strict mode.
     *
     * @param mapping binds the records
     * @param processing reads JSON's tokens
     */
    public JsonbResults(JsonbProvider mapping, JsonProvider processing) {
        this(mapping.create().withProvider(processing).build(), processing.createParserFactory(Map.of()), true);
    }

    private JsonbResults(Jsonb jsonb, JsonParserFactory parsers, boolean strict) {
        this.jsonb = jsonb;
        this.parsers = parsers;
        this.strict = strict;
    }

    /**
     * The same in strict mode, where the provider holds the model to the schema, or without. Not strict, a component
     * may also be a {@code Map} with string keys, an {@code Object} or a {@code JsonValue}, and the model may leave out
     * what may be null. What comes is checked alike.
     *
     * @param strictly whether the schema is to be followed exactly
     * @return a changed copy
     */
    public JsonbResults withStrict(boolean strictly) {
        return new JsonbResults(jsonb, parsers, strictly);
    }

    /**
     * A reader of one record.
     *
     * @param type the record, public and in a package that its module exports or opens to all
     * @return the reader
     * @throws IllegalArgumentException if JSON-B can't reach the record or one within it, or there is no schema for it;
     *     the message says where and what to do
     * @param <T> the record
     */
    public <T> ResultReader<T> reader(Class<T> type) {
        RecordType shape = TypeInspector.read(Objects.requireNonNull(type, "type"), strict, jsonb);
        return new JsonbResultReader<>(type, shape, strict, jsonb, parsers);
    }
}
