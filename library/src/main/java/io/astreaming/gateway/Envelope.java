package io.astreaming.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that begin an answer and each of its chunks, none of which may be missing. */
final class Envelope {
    private Envelope() {}

    static Map<String, @Nullable Object> of(
            String object, @Nullable String id, @Nullable Long created, @Nullable String model) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", id == null ? "chatcmpl-0" : id);
        members.put("object", object);
        members.put("created", created == null ? 0L : created);
        members.put("model", model == null ? "" : model);
        return members;
    }
}
