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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes a form as JSON Schema, with the keywords that strict modes take and no others. In strict mode every member is
 * required, and one that may be absent may be null. A record stands where it is used, unless it holds itself: then
 * under {@code $defs}, since not every provider follows references.
 */
final class SchemaWriter {
    private final boolean strict;
    private final RecordType root;

    /** The records that hold themselves, by the names under which they are referred to. */
    private final Map<RecordType, String> named = new LinkedHashMap<>();

    private SchemaWriter(RecordType root, boolean strict) {
        this.root = root;
        this.strict = strict;
    }

    static JsonText write(RecordType root, boolean strict) {
        SchemaWriter writer = new SchemaWriter(root, strict);
        writer.findThoseThatHoldThemselves(root, new ArrayList<>());
        return new JsonText(writer.root());
    }

    private void findThoseThatHoldThemselves(ResultType shape, List<RecordType> within) {
        if (shape instanceof RecordType composite) {
            if (within.contains(composite)) {
                named.computeIfAbsent(composite, this::name);
                return;
            }
            within.add(composite);
            composite.components.values().forEach(each -> findThoseThatHoldThemselves(each.shape(), within));
            within.remove(composite);
        } else if (shape instanceof ArrayType items) {
            findThoseThatHoldThemselves(items.each(), within);
        } else if (shape instanceof MapType entries) {
            findThoseThatHoldThemselves(entries.each(), within);
        } else if (shape instanceof NullableType orNull) {
            findThoseThatHoldThemselves(orNull.shape(), within);
        } else if (shape instanceof AtomicType opaque) {
            findThoseThatHoldThemselves(opaque.shape(), within);
        }
    }

    private String name(RecordType composite) {
        if (composite == root) {
            return "#";
        }
        String simple = "#/$defs/" + composite.type.getSimpleName();
        String name = simple;
        for (int number = 2; named.containsValue(name); number++) {
            name = simple + number;
        }
        return name;
    }

    private String root() {
        StringJoiner definitions = new StringJoiner(",", ",\"$defs\":{", "}}").setEmptyValue("}");
        named.forEach((composite, name) -> {
            if (composite != root) {
                definitions.add(
                        quoted(name.substring("#/$defs/".length())) + ":{" + object(composite, false, null) + "}");
            }
        });
        return "{" + object(root, false, null) + definitions;
    }

    /** The schema of a value. */
    private String schema(ResultType shape, boolean orNull, @Nullable String description) {
        if (shape instanceof NullableType inner) {
            return schema(inner.shape(), true, description);
        }
        if (shape instanceof AtomicType opaque) {
            return schema(opaque.shape(), orNull, description);
        }
        if (shape instanceof RecordType composite && named.containsKey(composite)) {
            String reference = "{\"$ref\":" + quoted(named.get(composite)) + "}";
            return orNull ? "{\"anyOf\":[" + reference + ",{\"type\":\"null\"}]}" : reference;
        }
        return "{" + members(shape, orNull, description) + "}";
    }

    private String members(ResultType shape, boolean orNull, @Nullable String description) {
        if (shape instanceof RecordType composite) {
            return object(composite, orNull, description);
        }
        if (shape instanceof ArrayType items) {
            return type("array", orNull, description) + ",\"items\":" + schema(items.each(), false, null);
        }
        if (shape instanceof MapType entries) {
            return type("object", orNull, description) + ",\"additionalProperties\":"
                    + schema(entries.each(), false, null);
        }
        if (shape instanceof EnumType choice) {
            return type("string", orNull, description == null ? choice.description() : description) + ",\"enum\":"
                    + words(choice.names(), orNull);
        }
        if (shape instanceof Text text) {
            String format = text.format();
            return type("string", orNull, description) + (format == null ? "" : ",\"format\":" + quoted(format));
        }
        if (shape instanceof Integral) {
            return type("integer", orNull, description);
        }
        if (shape instanceof Decimal) {
            return type("number", orNull, description);
        }
        if (shape instanceof Bool) {
            return type("boolean", orNull, description);
        }
        return description == null ? "" : "\"description\":" + quoted(description);
    }

    private String object(RecordType composite, boolean orNull, @Nullable String description) {
        StringJoiner properties = new StringJoiner(",", "{", "}");
        List<String> required = new ArrayList<>();
        for (Map.Entry<String, Component> each : composite.components.entrySet()) {
            Component component = each.getValue();
            properties.add(quoted(each.getKey()) + ":" + schema(component.shape(), false, component.description()));
            if (strict || !component.optional()) {
                required.add(each.getKey());
            }
        }
        return type("object", orNull, description == null ? composite.description : description) + ",\"properties\":"
                + properties + ",\"required\":" + words(required, false) + ",\"additionalProperties\":false";
    }

    private static String type(String type, boolean orNull, @Nullable String description) {
        return "\"type\":" + (orNull ? "[\"" + type + "\",\"null\"]" : quoted(type))
                + (description == null ? "" : ",\"description\":" + quoted(description));
    }

    private static String words(List<String> words, boolean orNull) {
        StringJoiner list = new StringJoiner(",", "[", "]");
        words.forEach(word -> list.add(quoted(word)));
        return (orNull ? list.add("null") : list).toString();
    }

    private static String quoted(String text) {
        return JsonText.ofString(text).text();
    }
}
