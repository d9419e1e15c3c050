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
 * Reads one record: first our own scan, then the form, then JSON-B, which so sees only what it can bind. Thread-safe.
 */
public final class JsonbResultReader<T> implements ResultReader<T> {
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("\\.(\\w+)");

    private final Class<T> type;
    private final RecordType shape;
    private final boolean strict;
    private final Jsonb jsonb;
    private final JsonParserFactory parsers;
    private final JsonText schema;

    public JsonbResultReader(Class<T> type, RecordType shape, boolean strict, Jsonb jsonb, JsonParserFactory parsers) {
        this.type = type;
        this.shape = shape;
        this.strict = strict;
        this.jsonb = jsonb;
        this.parsers = parsers;
        this.schema = SchemaWriter.write(shape, strict);
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
        return ToolDefinition.function(name, description, schema).withStrict(strict);
    }

    @Override
    public T read(String text) {
        PartialJson scan = new PartialJson();
        scan.append(text);
        scan.end();
        JsonProblem problem = scan.problem();
        if (problem != null) {
            throw new MalformedResultException(
                    ResultFailure.INVALID_JSON,
                    problem.description(),
                    text,
                    new TextPosition(problem.offset(), ours(problem.path())));
        }
        try (ParserTokens in = new ParserTokens(parsers, text)) {
            TypeValidator.Mismatch misfit = TypeValidator.check(in, shape, true);
            if (misfit != null) {
                String path = ours(JsonPath.to(text, misfit.place()));
                throw misfit(misfit.problem(), text, new TextPosition(misfit.place(), path));
            }
        } catch (JsonException | IllegalStateException e) {
            throw misfit("the parser refuses it, by " + e.getClass().getName(), text, null);
        }
        return bind(text);
    }

    /** The model may name members as it likes: a path shows names that the schema has, and leaves the others out. */
    private String ours(String path) {
        return NAME.matcher(path)
                .replaceAll(name -> schema.text().contains('"' + name.group(1) + '"') ? name.group() : ".*");
    }

    /**
     * Binds what fits. Whatever a provider, an adapter or the record itself throws may hold content, so it only gets
     * named.
     */
    private T bind(String text) {
        T value;
        try {
            value = jsonb.fromJson(text, type);
        } catch (RuntimeException e) {
            throw misfit("no " + type.getSimpleName() + " can be made of it, by " + origin(e), text, null);
        }
        if (value == null) {
            throw misfit("no " + type.getSimpleName() + " was made of it", text, null);
        }
        return value;
    }

    @Override
    public PartialVisibility outline() {
        return shape;
    }

    @Override
    public @Nullable T snapshot(JsonText json) {
        try (ParserTokens in = new ParserTokens(parsers, json.text())) {
            return TypeValidator.check(in, shape, false) == null ? bind(json.text()) : null;
        } catch (JsonException | IllegalStateException | MalformedResultException e) {
            return null; // a record may refuse to be without something: then it shows when that has come
        }
    }

    private static MalformedResultException misfit(String problem, String text, @Nullable TextPosition position) {
        return new MalformedResultException(ResultFailure.SCHEMA_MISMATCH, problem, text, position);
    }

    /** What was thrown first, and where in somebody's code if it was there. */
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
