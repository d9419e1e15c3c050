package io.astreaming.json;

import io.astreaming.json.result.JsonbResultReader;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.result.TypeInspector;
import io.astreaming.port.ResultReader;
import io.astreaming.tool.Tool;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Creates readers of records: a JSON schema for the model, and any provider of JSON-B to bind its answer. A program
 * creates one of these and keeps it, and its readers as well.
 *
 * <p>A component is a string, a number, a boolean, a date or time, a {@code Duration} or {@code UUID}, an enum, a
 * record, or a list, set or array of these. {@code @JsonbProperty} renames it,
 * {@link io.astreaming.request.Description} describes it to the model, and {@code Optional}, any annotation named
 * {@code @Nullable}, or {@code @JsonbNillable} lets it be absent. A record that isn't supported is refused here, before
 * a request is sent, and the message says what to change.
 *
 * <p>Immutable and thread-safe.
 */
public final class JsonbResults {
    private final Jsonb jsonb;
    private final JsonParserFactory parsers;
    private final boolean strict;

    /**
     * Creates readers over the installed providers, in strict mode.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     * @throws jakarta.json.bind.JsonbException if there is no provider of JSON-B
     */
    public JsonbResults() {
        this(JsonbProvider.provider(), JsonProvider.provider());
    }

    /**
     * Creates readers over providers that the caller chooses, in strict mode.
     *
     * @param mapping binds the records
     * @param processing reads the tokens of JSON
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
     * Returns readers with or without strict mode, in which the provider makes the model follow the schema. Without it,
     * a component may also be a {@code Map} with string keys, an {@code Object} or a {@code JsonValue}, and the model
     * may leave out members that may be null. Answers are checked in both modes.
     *
     * @param strictly whether the schema must be followed exactly
     * @return a changed copy
     */
    public JsonbResults withStrict(boolean strictly) {
        return new JsonbResults(jsonb, parsers, strictly);
    }

    /**
     * Creates the reader of one record.
     *
     * @param type the record, public and in a package that its module exports or opens to all
     * @return the reader
     * @throws IllegalArgumentException if JSON-B can't reach the record or one within it, or there is no schema for it;
     *     the message says where, and what to change
     * @param <T> the record
     */
    public <T> ResultReader<T> reader(Class<T> type) {
        RecordType recordType = TypeInspector.read(Objects.requireNonNull(type, "type"), strict, jsonb);
        return new JsonbResultReader<>(type, recordType, strict, jsonb, parsers);
    }

    /**
     * Creates a tool whose arguments are a record. They are checked before the function receives them; if they don't fit
     * the record, the model is told which of them is wrong and what was expected.
     *
     * @param name the tool's name: 1 to 64 of the characters {@code a-z A-Z 0-9 _ -}
     * @param description what it does, so that the model knows when to call it
     * @param type the record, as for {@link #reader}
     * @param function returns the result, as text for the model
     * @return the tool
     * @throws IllegalArgumentException if providers refuse the name, or there is no {@linkplain #reader reader} of the
     *     record
     * @param <T> the record
     */
    public <T> Tool tool(String name, String description, Class<T> type, Function<? super T, String> function) {
        return Tool.of(name, description, reader(type), function);
    }

    /**
     * Creates a tool as {@link #tool} does, whose function returns at once with the promise of a result.
     *
     * @param name the tool's name: 1 to 64 of the characters {@code a-z A-Z 0-9 _ -}
     * @param description what it does, so that the model knows when to call it
     * @param type the record, as for {@link #reader}
     * @param function returns the result, as text for the model
     * @return the tool
     * @throws IllegalArgumentException if providers refuse the name, or there is no {@linkplain #reader reader} of the
     *     record
     * @param <T> the record
     */
    public <T> Tool asyncTool(
            String name,
            String description,
            Class<T> type,
            Function<? super T, ? extends CompletionStage<String>> function) {
        return Tool.async(name, description, reader(type), function);
    }
}
