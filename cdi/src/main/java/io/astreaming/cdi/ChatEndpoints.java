package io.astreaming.cdi;

import io.astreaming.Protocols;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.stream.Chat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The chats of all endpoints, each made when it is first asked for and closed with the application. Where the name of
 * an endpoint is known only at run time, inject this instead of a {@link ChatEndpoint}. Thread-safe.
 */
public final class ChatEndpoints {
    private final EndpointFactory factory;
    private final Map<String, Chat> chats = new HashMap<>();
    private final List<ChatTransport> ofSeveral = new ArrayList<>();
    private boolean closed;

    ChatEndpoints(EndpointFactory factory) {
        this.factory = factory;
    }

    /**
     * Returns the chat of an endpoint. An endpoint without properties has a chat too, whose streams fail and say which
     * properties are missing.
     *
     * @param name the endpoint's name below {@code astreaming.endpoints}
     * @return the chat, the same for each call with this name; the caller doesn't close it
     * @throws IllegalArgumentException if a property of the endpoint can't be used; the message names it
     * @throws IllegalStateException if the application has ended
     */
    public synchronized Chat chat(String name) {
        if (closed) {
            throw new IllegalStateException("the application has ended, and with it its endpoints");
        }
        return chats.computeIfAbsent(name, each -> factory.chat(each, factory.transport(each)));
    }

    /**
     * Returns what starts requests to an endpoint with its configured model and parameters.
     *
     * @param name the endpoint's name below {@code astreaming.endpoints}
     * @return starts requests
     * @throws IllegalArgumentException if a parameter can't be used; the message names it
     */
    public ChatRequests requests(String name) {
        return new ChatRequests(factory.config(name));
    }

    ChatTransport defaultTransport() {
        return factory.transport(ChatEndpoint.DEFAULT);
    }

    /** Makes the default chat: over several endpoints, if the properties name them. */
    synchronized Chat defaultChat(ChatTransport transport) {
        Chat several =
                factory.failover(name -> name.equals(ChatEndpoint.DEFAULT) ? transport : transportOfSeveral(name));
        return several == null ? factory.chat(ChatEndpoint.DEFAULT, transport) : several;
    }

    private ChatTransport transportOfSeveral(String name) {
        ChatTransport transport = factory.transport(name);
        ofSeveral.add(transport);
        return transport;
    }

    /** Returns the codec of the default endpoint's protocol. */
    static ChatCodec codec(Config config) {
        return Protocols.codec(EndpointFactory.spoken(EndpointConfig.of(config, ChatEndpoint.DEFAULT)));
    }

    void close() {
        List<Chat> open;
        List<ChatTransport> transports;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(chats.values());
            transports = new ArrayList<>(ofSeveral);
        }
        open.forEach(Chat::close);
        transports.forEach(ChatTransport::close);
    }
}
