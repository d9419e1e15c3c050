package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.ArrayType;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.Bool;
import io.astreaming.json.result.ResultType.Component;
import io.astreaming.json.result.ResultType.Decimal;
import io.astreaming.json.result.ResultType.EnumType;
import io.astreaming.json.result.ResultType.Integral;
import io.astreaming.json.result.ResultType.MapType;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.RecordType;
import io.astreaming.json.result.ResultType.Text;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a type as JSON Schema, with the keywords that strict modes accept and no others. In strict mode every member
 * is required, and one that may be absent may be null. The schema of a record stands where the record is used, since
 * not every provider follows references; only that of a {@linkplain RecursiveRecords recursive} record stands under
 * {@code $defs}.
 */
final class SchemaWriter {
    private final boolean strict;
    private final RecursiveRecords recursive;

    private SchemaWriter(boolean strict, RecursiveRecords recursive) {
        this.strict = strict;
        this.recursive = recursive;
    }

    static JsonText write(RecordType root, boolean strict) {
        SchemaWriter writer = new SchemaWriter(strict, RecursiveRecords.in(root));
        Map<String, Object> schema = writer.object(root, false, null);
        Map<String, Object> definitions = new LinkedHashMap<>();
        writer.recursive.definitions().forEach((name, type) -> definitions.put(name, writer.object(type, false, null)));
        if (!definitions.isEmpty()) {
            schema.put("$defs", definitions);
        }
        return new JsonWriter().tree(schema).text();
    }

    private Map<String, Object> schema(ResultType type, boolean orNull, @Nullable String description) {
        if (type instanceof NullableType nullable) {
            return schema(nullable.type(), true, description);
        }
        if (type instanceof AtomicType atomic) {
            return schema(atomic.type(), orNull, description);
        }
        if (type instanceof RecordType recordType) {
            String reference = recursive.reference(recordType);
            return reference == null ? object(recordType, orNull, description) : reference(reference, orNull);
        }
        if (type instanceof ArrayType array) {
            Map<String, Object> schema = typed("array", orNull, description);
            schema.put("items", schema(array.elementType(), false, null));
            return schema;
        }
        if (type instanceof MapType map) {
            Map<String, Object> schema = typed("object", orNull, description);
            schema.put("additionalProperties", schema(map.valueType(), false, null));
            return schema;
        }
        return scalar(type, orNull, description);
    }

    private static Map<String, Object> scalar(ResultType type, boolean orNull, @Nullable String description) {
        if (type instanceof EnumType constants) {
            String described = description == null ? constants.description() : description;
            Map<String, Object> schema = typed("string", orNull, described);
            List<Object> names = new ArrayList<>(constants.names());
            if (orNull) {
                names.add(JsonText.NULL);
            }
            schema.put("enum", names);
            return schema;
        }
        if (type instanceof Text text) {
            Map<String, Object> schema = typed("string", orNull, description);
            put(schema, "format", text.format());
            return schema;
        }
        if (type instanceof Integral) {
            return typed("integer", orNull, description);
        }
        if (type instanceof Decimal) {
            return typed("number", orNull, description);
        }
        if (type instanceof Bool) {
            return typed("boolean", orNull, description);
        }
        Map<String, Object> anything = new LinkedHashMap<>();
        put(anything, "description", description);
        return anything;
    }

    private Map<String, Object> object(RecordType type, boolean orNull, @Nullable String description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Map.Entry<String, Component> each : type.components.entrySet()) {
            Component component = each.getValue();
            properties.put(each.getKey(), schema(component.type(), false, component.description()));
            if (strict || !component.optional()) {
                required.add(each.getKey());
            }
        }
        Map<String, Object> schema = typed("object", orNull, description == null ? type.description : description);
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> reference(String reference, boolean orNull) {
        Map<String, Object> schema = Map.of("$ref", reference);
        return orNull ? Map.of("anyOf", List.of(schema, Map.of("type", "null"))) : schema;
    }

    private static Map<String, Object> typed(String name, boolean orNull, @Nullable String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", orNull ? List.of(name, "null") : name);
        put(schema, "description", description);
        return schema;
    }

    private static void put(Map<String, Object> schema, String keyword, @Nullable String value) {
        if (value != null) {
            schema.put(keyword, value);
        }
    }
}
