package com.example;

import io.astreaming.cdi.ChatRequests;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Streams answers on the request's own thread. */
@Path("/chat")
@Dependent
public class ChatResource {
    private static final Jsonb JSON = JsonbBuilder.create();

    private final Chat chat;
    private final ChatRequests requests;

    @Inject
    public ChatResource(Chat chat, ChatRequests requests) {
        this.chat = chat;
        this.requests = requests;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public StreamingOutput answer(@QueryParam("question") String question) {
        ChatRequest request = requests.builder().user(question).build();
        ChatStream stream = chat.stream(request);
        Iterator<ChatEvent> events = stream.iterator();
        String first = nextText(events);
        if (first == null) {
            stream.outcome().orThrow(); // nothing is written yet, so ProviderErrors chooses the status
        }
        return client -> {
            try (stream) {
                for (String text = first; text != null; text = nextText(events)) {
                    send(client, SseEncoder.event(JSON.toJson(new Piece(text))));
                }
                if (stream.outcome().error() != null) {
                    send(client, SseEncoder.event("error", "the answer broke off"));
                }
            }
        };
    }

    /** Returns the next piece of text; null at the end. */
    private static String nextText(Iterator<ChatEvent> events) {
        while (events.hasNext()) {
            if (events.next() instanceof TextReceived text) {
                return text.text();
            }
        }
        return null;
    }

    /** When the client has gone, this throws, and closing the stream cancels it. */
    private static void send(OutputStream client, byte[] event) throws IOException {
        client.write(event);
        client.flush();
    }
}
