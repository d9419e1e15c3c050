package io.astreaming.test;

import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.ReceivedRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Asserts what a service sent. Each method returns this, or throws {@link AssertionFailedError}, whose message shows
 * the request without the values of headers that hold secrets. Immutable.
 *
 * <pre>{@code
 * assertThat(model.onlyRequest()).hasModel("gpt-4o-mini").hasMessage("user", "Say hello");
 * }</pre>
 */
public final class RequestAssert {
    private final ReceivedRequest request;

    RequestAssert(ReceivedRequest request) {
        this.request = Objects.requireNonNull(request, "request");
    }

    /**
     * Asserts the model.
     *
     * @param model its name
     * @return this
     */
    public RequestAssert hasModel(String model) {
        return hasMember("model", JsonText.ofString(model).text());
    }

    /**
     * Asserts a member of the body.
     *
     * @param name the member's name, such as {@code temperature}
     * @param json its value as JSON, such as {@code 0.2}; white space and the order of members don't count
     * @return this
     */
    public RequestAssert hasMember(String name, String json) {
        JsonText member = body().get(name);
        if (member == null) {
            throw failure("expected a member \"" + name + "\" with the value " + json);
        }
        if (!SameJson.of(member.text()).equals(SameJson.of(json))) {
            throw new AssertionFailedError(
                    "expected the member \"" + name + "\" to be " + Failures.shown(json) + ", but it was "
                            + Failures.shown(member.text()) + System.lineSeparator() + description(),
                    json,
                    member.text());
        }
        return this;
    }

    /**
     * Asserts that the body doesn't have a member.
     *
     * @param name the member's name
     * @return this
     */
    public RequestAssert hasNoMember(String name) {
        if (body().containsKey(name)) {
            throw failure("expected no member \"" + name + "\"");
        }
        return this;
    }

    /**
     * Asserts that one of the messages has this text.
     *
     * @param role its role, such as {@code user}
     * @param text all of its text; the text of several parts is joined
     * @return this
     */
    public RequestAssert hasMessage(String role, String text) {
        boolean found = body().getOrDefault("messages", JsonText.NULL).elements().stream()
                .map(JsonText::members)
                .anyMatch(message -> role.equals(string(message.get("role"))) && text.equals(text(message)));
        if (!found) {
            throw failure("expected a message of the role " + role + " with the text " + Failures.shown(text));
        }
        return this;
    }

    /**
     * Asserts a header.
     *
     * @param name its name, in any case
     * @param value its first value
     * @return this
     */
    public RequestAssert hasHeader(String name, String value) {
        if (!value.equals(request.header(name))) {
            throw failure("expected another value of the header " + name);
        }
        return this;
    }

    /**
     * Asserts that the request was sent with a key, as bearer token. The message of a failure shows no key.
     *
     * @param key the key
     * @return this
     */
    public RequestAssert hasKey(String key) {
        if (!("Bearer " + key).equals(request.header("Authorization"))) {
            throw failure("expected another key");
        }
        return this;
    }

    private Map<String, JsonText> body() {
        try {
            return JsonText.of(request.text()).members();
        } catch (IllegalArgumentException e) {
            throw failure("expected a JSON object as body");
        }
    }

    private AssertionFailedError failure(String problem) {
        return Failures.failure(problem, description());
    }

    private String description() {
        return "  request: " + request + System.lineSeparator() + "  body: " + Failures.shown(request.text());
    }

    private static @Nullable String text(Map<String, JsonText> message) {
        JsonText content = message.getOrDefault("content", JsonText.NULL);
        if (!content.text().startsWith("[")) {
            return content.string();
        }
        return content.elements().stream()
                .map(part -> string(part.members().get("text")))
                .map(text -> text == null ? "" : text)
                .collect(Collectors.joining());
    }

    private static @Nullable String string(@Nullable JsonText json) {
        return json == null ? null : json.string();
    }
}
