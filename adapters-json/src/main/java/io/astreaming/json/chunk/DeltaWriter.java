package io.astreaming.json.chunk;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a choice's {@code delta} object. */
final class DeltaWriter {
    private DeltaWriter() {}

    static void write(JsonWriter out, List<Delta> deltas, Extras extras) {
        Map<String, List<Delta>> members = new LinkedHashMap<>();
        for (Delta delta : deltas) {
            if (delta instanceof MessageDelta || delta instanceof ItemDelta) {
                continue; // the one is kept in the choice's extras, the other has no place in chat completions
            }
            members.computeIfAbsent(member(delta), name -> new ArrayList<>()).add(delta);
        }
        ObjectWriter object = new ObjectWriter(out, extras);
        members.forEach((name, values) -> {
            if (object.begin(name)) {
                value(out, values);
            }
        });
        object.end();
    }

    /** Returns the member on the wire that a delta was read from. */
    static String member(Delta delta) {
        if (delta instanceof ContentDelta) {
            return "content";
        } else if (delta instanceof RoleDelta) {
            return "role";
        } else if (delta instanceof ReasoningDelta reasoning) {
            return reasoning.field();
        } else if (delta instanceof RefusalDelta) {
            return "refusal";
        } else if (delta instanceof ToolCallDelta) {
            return "tool_calls";
        } else if (delta instanceof FunctionCallDelta) {
            return "function_call";
        } else if (delta instanceof AudioDelta) {
            return "audio";
        } else if (delta instanceof AnnotationsDelta) {
            return "annotations";
        } else {
            return ((UnrecognizedDelta) delta).name();
        }
    }

    private static void value(JsonWriter out, List<Delta> values) {
        Delta last = values.get(values.size() - 1);
        if (last instanceof ToolCallDelta) {
            out.beginArray();
            for (Delta value : values) {
                if (value instanceof ToolCallDelta call) {
                    toolCall(out, call);
                }
            }
            out.endArray();
        } else if (last instanceof FunctionCallDelta call) {
            function(out, call.name(), call.arguments(), call.extras());
        } else if (last instanceof AudioDelta audio) {
            new ObjectWriter(out, audio.extras())
                    .string("id", audio.id())
                    .string("data", audio.data())
                    .string("transcript", audio.transcript())
                    .number("expires_at", audio.expiresAt())
                    .end();
        } else if (last instanceof AnnotationsDelta annotations) {
            out.json(annotations.annotations());
        } else if (last instanceof UnrecognizedDelta unrecognized) {
            out.json(unrecognized.value());
        } else if (last instanceof RoleDelta role) {
            out.string(role.role().value());
        } else {
            out.string(text(values));
        }
    }

    /** Joins pieces that came in members of the same name. */
    private static String text(List<Delta> values) {
        StringBuilder all = new StringBuilder();
        for (Delta value : values) {
            String text = DeltaText.of(value);
            if (text != null) {
                all.append(text);
            }
        }
        return all.toString();
    }

    private static void toolCall(JsonWriter out, ToolCallDelta call) {
        ObjectWriter object = new ObjectWriter(out, call.extras())
                .number("index", call.index())
                .string("id", call.id())
                .string("type", call.type());
        boolean function = call.name() != null
                || call.arguments() != null
                || !call.functionExtras().isEmpty();
        if (function && object.begin("function")) {
            function(out, call.name(), call.arguments(), call.functionExtras());
        }
        object.end();
    }

    private static void function(JsonWriter out, @Nullable String name, @Nullable String arguments, Extras extras) {
        new ObjectWriter(out, extras)
                .string("name", name)
                .string("arguments", arguments)
                .end();
    }
}
