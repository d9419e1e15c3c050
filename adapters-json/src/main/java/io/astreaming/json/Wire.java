package io.astreaming.json;

import io.astreaming.chunk.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a request whose members are fixed, for JSON-B to bind: a component's name in lower case with underscores is
 * the member's, and what is null isn't written. JSON-B providers reflect through a public look-up, so the records are public
 * within a class that isn't.
 */
final class Wire {
    private Wire() {}

    /** The value of {@code image_url}. */
    public record ImageUrl(String url, @Nullable String detail) {}

    /** The value of {@code input_audio}. */
    public record InputAudio(String data, String format) {}

    /** The value of {@code file}. */
    public record FileData(
            @Nullable String fileId,
            @Nullable String filename,
            @Nullable String fileData) {}

    /** The value of {@code function}, in a tool. */
    public record Function(
            String name,
            @Nullable String description,
            @Nullable JsonText parameters,
            @Nullable Boolean strict) {}

    /** The value of {@code custom}, in a tool. */
    public record Custom(
            String name,
            @Nullable String description,
            @Nullable Object format) {}

    /** The value of {@code grammar}. */
    public record Grammar(String syntax, String definition) {}

    /** The value of {@code function}, in a call. */
    public record Called(String name, String arguments) {}

    /** The value of {@code custom}, in a call. */
    public record CustomCalled(String name, String input) {}

    /** Whatever is chosen by name. */
    public record Named(String name) {}

    /** Whatever is referred to by id. */
    public record Id(String id) {}

    /** The value of {@code allowed_tools}. */
    public record AllowedTools(String mode, List<Object> tools) {}

    /** The value of {@code json_schema}. */
    public record Schema(
            String name,
            @Nullable String description,
            @Nullable JsonText schema,
            @Nullable Boolean strict) {}

    /** The value of {@code audio}; a voice is a name or an {@link Id}. */
    public record Sound(Object voice, String format) {}

    /** The value of {@code web_search_options}. */
    public record Search(
            @Nullable String searchContextSize, @Nullable Object userLocation) {}

    /** The value of {@code moderation}. */
    public record Moderated(String model, @Nullable Policy policy) {}

    /** What to do about what is asked and answered. */
    public record Policy(@Nullable Mode input, @Nullable Mode output) {}

    /** A mode. */
    public record Mode(String mode) {}
}
