package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Requests as an encoder of any protocol writes them; JSON in tests has single quotes for double ones. */
public final class Requests {
    private Requests() {}

    /** A request with one message of the user. */
    public static ChatRequest asking(UnaryOperator<ChatRequest.Builder> change) {
        return change.apply(ChatRequest.model("m").user("Hi")).build();
    }

    public static String written(RequestEncoder encoder, ChatRequest request) {
        EncodedRequest encoded = encoder.encode(request);
        return new String(encoded.body(), StandardCharsets.UTF_8);
    }

    /** Checks members of the request's body; those that are named {@code null} must be missing. */
    public static void assertWritten(RequestEncoder encoder, ChatRequest request, String members) {
        Map<?, ?> body = (Map<?, ?>) JsonTree.of(written(encoder, request));
        Map<?, ?> expected = (Map<?, ?>) JsonTree.of("{" + members.replace('\'', '"') + "}");
        assertThat(expected.isEmpty()).isFalse();
        expected.forEach((name, value) -> {
            if (Objects.equals(value, JsonTree.of("null"))) {
                assertThat(body.containsKey(name)).as("%s", name).isFalse();
            } else {
                assertThat(body.get(name)).as("%s", name).isEqualTo(value);
            }
        });
    }
}
