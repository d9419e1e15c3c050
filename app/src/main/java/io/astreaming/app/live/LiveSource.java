package io.astreaming.app.live;

import io.astreaming.Protocols;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.stream.Chat;
import io.astreaming.value.Protocol;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the page can ask: an endpoint, or a recording that is replayed. Connects when it is first asked. Thread-safe. */
final class LiveSource implements AutoCloseable {
    private final String name;
    private final String model;
    private final Protocol protocol;
    private final boolean recording;
    private final Supplier<Chat> chats;
    private @Nullable Chat chat;

    private LiveSource(String name, String model, Protocol protocol, boolean recording, Supplier<Chat> chats) {
        this.name = name;
        this.model = model;
        this.protocol = protocol;
        this.recording = recording;
        this.chats = chats;
    }

    /**
     * Describes an endpoint.
     *
     * @param name its name on the page
     * @param model the model to ask unless the page names one
     * @param chats connects
     */
    static LiveSource endpoint(String name, String model, Protocol protocol, Supplier<Chat> chats) {
        return new LiveSource(name, model, protocol, false, chats);
    }

    /** Describes a recording that a server replays, whatever the prompt is. */
    static LiveSource recording(Recording recording, ReplayServer server) {
        Protocol protocol = recording.protocol();
        // The others' paths lie below a version.
        URI base = protocol == Protocol.OLLAMA ? server.baseUri().resolve("/") : server.baseUri();
        return new LiveSource(
                recording.name(),
                recording.name(),
                protocol,
                true,
                () -> Chat.over(JdkChatTransport.to(base.toString()), Protocols.codec(protocol)));
    }

    String name() {
        return name;
    }

    String model() {
        return model;
    }

    Protocol protocol() {
        return protocol;
    }

    boolean isRecording() {
        return recording;
    }

    /** Returns the connection to it. */
    synchronized Chat chat() {
        Chat made = chat;
        if (made == null) {
            made = chats.get();
            chat = made;
        }
        return made;
    }

    /** Writes what the page may know of it. */
    void writeTo(JsonWriter out) {
        out.beginObject().name("name").string(name).name("model").string(model);
        out.name("protocol")
                .string(protocol.word())
                .name("recording")
                .tree(recording)
                .endObject();
    }

    @Override
    public synchronized void close() {
        if (chat != null) {
            chat.close();
        }
    }
}
