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
 * The file in which a conversation is kept: the request that would go on from there. It is written whole beside the old
 * one, under a name of its own, and then takes its place, unless somebody else has changed that meanwhile. Not
 * thread-safe.
 */
final class SessionFile {
    private static final int LARGEST = 128 << 20;
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
     * A file that may be there or not; a link is followed, so that it stays one.
     *
     * @throws IOException if it couldn't be written: an answer is asked for only if it can be kept
     */
    static SessionFile of(String name) throws IOException {
        Path path = InputFiles.path(name).toAbsolutePath();
        SessionFile file = new SessionFile(name, Files.exists(path) ? path.toRealPath() : path);
        if (!Files.isWritable(file.path.resolveSibling("."))) {
            throw new FileSystemException(name, null, "its directory isn't there, or can't be written to");
        }
        return file;
    }

    /**
     * Reads the conversation.
     *
     * @return it, or absent if there is none yet
     * @throws IllegalArgumentException if the file holds something else
     */
    @Nullable
    ChatRequest read(Terminal terminal) throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        known = InputFiles.bytes(terminal, path.toString(), LARGEST);
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

    /** How an answer is sent is for each run to say. */
    private static ChatRequest withoutStreaming(ChatRequest request) {
        Map<Parameter<?>, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.keySet().removeAll(STREAMING);
        Map<String, JsonText> extras = new LinkedHashMap<>(request.extras().members());
        extras.keySet().removeAll(STREAMING_MEMBERS);
        return new ChatRequest(request.model(), request.messages(), parameters, new Extras(extras), request.headers());
    }

    /**
     * Writes the conversation; one in which nothing was said has no file.
     *
     * @throws FileSystemException if the file was changed by somebody else
     */
    void write(Conversation conversation) throws IOException {
        byte[] content = conversation.isEmpty() ? new byte[0] : content(conversation.request());
        Path beside = PrivateFiles.createTemporary(path);
        try {
            Files.write(beside, content);
            if (!Arrays.equals(known, Files.exists(path) ? Files.readAllBytes(path) : new byte[0])) {
                throw new FileSystemException(name, null, "was changed meanwhile, and isn't written over");
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

    /** A conversation as the body of a request, to be read by people, too. */
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
