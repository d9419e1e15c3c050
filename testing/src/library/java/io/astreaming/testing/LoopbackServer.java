package io.astreaming.testing;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.stream.Chat;
import java.util.ArrayList;
import java.util.List;

/** A provider on the loopback: keeps each request's body, and answers with one stream after the other, the last one again. */
public final class LoopbackServer implements AutoCloseable {
    private final ReplayServer server;
    private final JdkChatTransport transport;

    /** A server that answers with streams, each of them its payloads; {@code [DONE]} is added. */
    @SafeVarargs
    public LoopbackServer(List<String>... streams) {
        List<Reply> replies = new ArrayList<>();
        for (List<String> payloads : streams) {
            replies.add(Reply.of(Recording.ofPayloads(payloads, true)));
        }
        server = ReplayServer.answering(
                        replies.get(0), replies.subList(1, replies.size()).toArray(Reply[]::new))
                .start();
        transport = JdkChatTransport.to(baseUrl());
    }

    public String baseUrl() {
        return server.baseUri().toString();
    }

    public Chat chat() {
        return Chat.over(transport, new JsonbChatCodec());
    }

    /** The bodies that came, in their order. */
    public List<String> bodies() {
        return server.requests().stream().map(ReceivedRequest::text).toList();
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
