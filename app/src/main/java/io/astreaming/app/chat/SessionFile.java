package io.astreaming.app.chat;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a conversation: the request that would continue it. The new file is written next to the old one under
 * another name and then replaces it, unless another process has changed the old one meanwhile. Not thread-safe.
 */
final class SessionFile {
    private static final int MAX_BYTES = 128 << 20;
    private static final Set<Parameter<?>> STREAMING = Set.of(Parameter.STREAM, Parameter.INCLUDE_USAGE);
    private static final Set<String> STREAMING_MEMBERS = Set.of("stream", "stream_options");

    private final String name;
    private final Path path;
    private byte[] known = {};

    private SessionFile(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    /**
     * Opens a file, which needn't exist; a symbolic link is followed, so that it stays a link.
     *
     * @throws IOException if the file couldn't be written: a request is sent only if its answer can be kept
     */
    static SessionFile of(String name) throws IOException {
        Path path = InputFiles.path(name).toAbsolutePath();
        SessionFile file = new SessionFile(name, Files.exists(path) ? path.toRealPath() : path);
        if (!Files.isWritable(file.path.resolveSibling("."))) {
            throw new FileSystemException(name, null, "its directory doesn't exist or isn't writable");
        }
        return file;
    }

    /**
     * Reads the conversation.
     *
     * @return the conversation; null if the file doesn't exist
     * @throws IllegalArgumentException if the file holds something else
     */
    @Nullable
    ChatRequest read(Terminal terminal) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        known = InputFiles.bytes(terminal, path.toString(), MAX_BYTES);
        String text = new String(known, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return null;
        }
        try {
            return withoutStreaming(RequestJson.read(JsonText.of(text).text()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": no session: " + e.getMessage() + "; repair it, or name another file", e);
        }
    }

    /** Removes parameters that belong to one run, such as whether to stream. */
    private static ChatRequest withoutStreaming(ChatRequest request) {
        Map<Parameter<?>, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.keySet().removeAll(STREAMING);
        Map<String, JsonText> extras = new LinkedHashMap<>(request.extras().members());
        extras.keySet().removeAll(STREAMING_MEMBERS);
        return new ChatRequest(request.model(), request.messages(), parameters, new Extras(extras), request.headers());
    }

    /**
     * Writes the conversation; a conversation without messages gets no file.
     *
     * @throws FileSystemException if another process has changed the file
     */
    void write(Conversation conversation) throws IOException {
        byte[] content = conversation.isEmpty() ? new byte[0] : content(conversation.request());
        Path beside = PrivateFiles.createTemporary(path);
        try {
            Files.write(beside, content);
            if (!Arrays.equals(known, Files.exists(path) ? Files.readAllBytes(path) : new byte[0])) {
                throw new FileSystemException(name, null, "was changed meanwhile and isn't overwritten");
            }
            if (content.length == 0) {
                Files.deleteIfExists(path);
            } else {
                Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
            }
            known = content;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Returns the conversation as the body of a request, indented for people. */
    static byte[] content(ChatRequest request) {
        JsonText body =
                new JsonText(new String(new JsonbChatCodec().encode(request).body(), StandardCharsets.UTF_8));
        String text;
        try {
            text = body.indented();
        } catch (IllegalArgumentException nestedTooDeeply) {
            text = body.text();
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
