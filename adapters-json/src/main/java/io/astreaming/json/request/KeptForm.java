package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request that was read be written as it was sent: a member that would be written in another form, or not at all,
 * becomes an extra, and so does the absence of one that would be added.
 */
public final class KeptForm {
    private KeptForm() {}

    /**
     * Adds what differs to a request.
     *
     * @param read the request without extras
     * @param sent the members of the body that was sent
     * @param writer writes requests of the protocol
     * @return the request with its extras
     * @throws IllegalArgumentException if the writer refuses the request
     */
    public static ChatRequest of(ChatRequest read, Map<String, JsonText> sent, RequestEncoder writer) {
        String body = new String(writer.encode(read).body(), StandardCharsets.UTF_8);
        Map<String, JsonText> written = JsonText.of(body).members();
        ChatRequest.Builder request = read.toBuilder();
        sent.forEach((name, value) -> {
            if (!isSame(value, written.get(name))) {
                request.extra(name, value);
            }
        });
        written.keySet().stream()
                .filter(name -> !sent.containsKey(name))
                .forEach(name -> request.extra(name, JsonText.ABSENT));
        return request.build();
    }

    /** Returns whether two values are equal as JSON, except that numbers must have the same digits. */
    private static boolean isSame(JsonText one, @Nullable JsonText other) {
        if (other == null || one.text().isEmpty() || other.text().isEmpty()) {
            return false;
        }
        char kind = one.text().charAt(0);
        if (kind != other.text().charAt(0)) {
            return false;
        } else if (kind == '{') {
            Map<String, JsonText> members = one.members();
            Map<String, JsonText> others = other.members();
            return members.keySet().equals(others.keySet())
                    && members.entrySet().stream().allMatch(each -> isSame(each.getValue(), others.get(each.getKey())));
        } else if (kind == '[') {
            return areSame(one.elements(), other.elements());
        }
        return kind == '"' ? Objects.equals(one.string(), other.string()) : one.equals(other);
    }

    private static boolean areSame(List<JsonText> some, List<JsonText> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!isSame(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
