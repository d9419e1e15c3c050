package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.ArrayType;
import io.astreaming.json.result.ResultType.AtomicType;
import io.astreaming.json.result.ResultType.MapType;
import io.astreaming.json.result.ResultType.NullableType;
import io.astreaming.json.result.ResultType.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that contain themselves, directly or within others, and the references to their schemas. */
final class RecursiveRecords {
    private static final String ROOT = "#";
    private static final String DEFINITIONS = "#/$defs/";

    private final RecordType root;
    private final Map<RecordType, String> references = new LinkedHashMap<>();

    private RecursiveRecords(RecordType root) {
        this.root = root;
    }

    /** Finds the recursive records in a record. */
    static RecursiveRecords in(RecordType root) {
        RecursiveRecords found = new RecursiveRecords(root);
        found.find(root, new ArrayList<>());
        return found;
    }

    /** Returns the reference to a record's schema; null if the record isn't recursive. */
    @Nullable
    String reference(RecordType type) {
        return references.get(type);
    }

    /** Returns the recursive records by the names of their definitions, without the root, which needs none. */
    Map<String, RecordType> definitions() {
        Map<String, RecordType> definitions = new LinkedHashMap<>();
        references.forEach((type, reference) -> {
            if (type != root) {
                definitions.put(reference.substring(DEFINITIONS.length()), type);
            }
        });
        return definitions;
    }

    private void find(ResultType type, List<RecordType> outer) {
        if (type instanceof RecordType recordType) {
            if (outer.contains(recordType)) {
                references.computeIfAbsent(recordType, this::newReference);
                return;
            }
            outer.add(recordType);
            recordType.components.values().forEach(each -> find(each.type(), outer));
            outer.remove(recordType);
        } else if (type instanceof ArrayType array) {
            find(array.elementType(), outer);
        } else if (type instanceof MapType map) {
            find(map.valueType(), outer);
        } else if (type instanceof NullableType nullable) {
            find(nullable.type(), outer);
        } else if (type instanceof AtomicType atomic) {
            find(atomic.type(), outer);
        }
    }

    private String newReference(RecordType type) {
        if (type == root) {
            return ROOT;
        }
        String simple = DEFINITIONS + type.javaType.getSimpleName();
        String reference = simple;
        for (int number = 2; references.containsValue(reference); number++) {
            reference = simple + number;
        }
        return reference;
    }
}
