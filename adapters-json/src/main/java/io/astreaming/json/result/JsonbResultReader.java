package io.astreaming.json.result;

import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.error.TextPosition;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.token.JsonPath;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.jsontext.JsonProblem;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.jsontext.PartialVisibility;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolDefinition;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.stream.JsonParserFactory;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record in three steps: a strict check of the JSON, a check against the record's type, and JSON-B, which
 * receives only what it can bind. Thread-safe.
 *
 * @param <T> the record
 */
public final class JsonbResultReader<T> implements ResultReader<T> {
    private static final int LONGEST_NAME = 64;
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1," + LONGEST_NAME + "}");
    private static final Pattern NAME = Pattern.compile("\\.(\\w+)");

    private final Class<T> type;
    private final RecordType recordType;
    private final boolean strict;
    private final Jsonb jsonb;
    private final JsonParserFactory parsers;
    private final JsonText schema;

    /**
     * Creates a reader.
     *
     * @param recordType the record as {@link TypeInspector} read it
     * @param strict whether the schema is one for strict mode
     * @param jsonb binds the record
     * @param parsers reads JSON's tokens
     */
    public JsonbResultReader(
            Class<T> type, RecordType recordType, boolean strict, Jsonb jsonb, JsonParserFactory parsers) {
        this.type = type;
        this.recordType = recordType;
        this.strict = strict;
        this.jsonb = jsonb;
        this.parsers = parsers;
        this.schema = SchemaWriter.write(recordType, strict);
    }

    @Override
    public JsonText schema() {
        return schema;
    }

    @Override
    public ResponseFormat format() {
        String name = type.getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
        return ResponseFormat.jsonSchema(name.substring(0, Math.min(name.length(), LONGEST_NAME)), schema, strict);
    }

    @Override
    public ToolDefinition.Function tool(String name, String description) {
        if (!TOOL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("providers refuse a tool of the name \"" + name + "\": use 1 to "
                    + LONGEST_NAME + " of the characters a-z, A-Z, 0-9, _ and -");
        }
        return ToolDefinition.function(name, description, schema).withStrict(strict);
    }

    @Override
    public T read(String text) {
        PartialJson json = new PartialJson();
        json.append(text);
        json.end();
        JsonProblem problem = json.problem();
        if (problem != null) {
            throw new MalformedResultException(
                    ResultFailure.INVALID_JSON,
                    problem.description(),
                    text,
                    new TextPosition(problem.offset(), withKnownNames(problem.path())));
        }
        try (ParserTokens in = new ParserTokens(parsers, text)) {
            TypeValidator.Mismatch mismatch = TypeValidator.check(in, recordType, true);
            if (mismatch != null) {
                String path = withKnownNames(JsonPath.to(text, mismatch.offset()));
                throw refused(mismatch.problem(), text, new TextPosition(mismatch.offset(), path));
            }
        } catch (JsonException | IllegalStateException e) {
            throw refused("the parser refuses it with " + e.getClass().getName(), text, null);
        }
        return bind(text);
    }

    /** Hides names that the schema lacks from a path, since the model chose them. */
    private String withKnownNames(String path) {
        return NAME.matcher(path)
                .replaceAll(name -> schema.text().contains('"' + name.group(1) + '"') ? name.group() : ".*");
    }

    /**
     * Binds JSON that fits the type. Exceptions of a provider, an adapter or the record itself may quote content, so
     * only their type is reported.
     */
    private T bind(String text) {
        T value;
        try {
            value = jsonb.fromJson(text, type);
        } catch (RuntimeException e) {
            throw refused("no " + type.getSimpleName() + " can be created from it: " + origin(e), text, null);
        }
        if (value == null) {
            throw refused("no " + type.getSimpleName() + " was created from it", text, null);
        }
        return value;
    }

    @Override
    public PartialVisibility outline() {
        return recordType;
    }

    @Override
    public @Nullable T snapshot(JsonText json) {
        try (ParserTokens in = new ParserTokens(parsers, json.text())) {
            return TypeValidator.check(in, recordType, false) == null ? bind(json.text()) : null;
        } catch (JsonException | IllegalStateException | MalformedResultException e) {
            return null; // the record itself may need a component that hasn't arrived: it is shown later
        }
    }

    private static MalformedResultException refused(String problem, String text, @Nullable TextPosition position) {
        return new MalformedResultException(ResultFailure.SCHEMA_MISMATCH, problem, text, position);
    }

    /** Returns the type of the first cause, and its place if that is in the record. */
    private String origin(Throwable thrown) {
        Throwable first = thrown;
        for (int i = 0; i < 20 && first.getCause() != null; i++) {
            first = first.getCause();
        }
        String place = Arrays.stream(first.getStackTrace())
                .filter(frame -> frame.getClassName().equals(type.getName()))
                .map(frame -> " at " + frame)
                .findFirst()
                .orElse("");
        return first.getClass().getName() + place;
    }

    /** Names the type. */
    @Override
    public String toString() {
        return "JsonbResultReader[" + type.getName() + "]";
    }
}
