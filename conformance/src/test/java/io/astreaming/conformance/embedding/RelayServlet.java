package io.astreaming.conformance.embedding;

import io.astreaming.completion.Completed;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.request.ChatRequest;
import io.astreaming.sse.SseEncoder;
import io.astreaming.stream.Chat;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Passes a stream on to whoever posts, without a thread for it: the next piece is asked for when the last one is on its way. */
@SuppressWarnings("serial")
final class RelayServlet extends HttpServlet {
    private final transient Chat chat;

    RelayServlet(Chat chat) {
        this.chat = chat;
    }

    @Override
    protected void doPost(HttpServletRequest asked, HttpServletResponse response) throws IOException {
        ChatRequest request = ChatRequest.model("m").user("hi").build();
        AsyncContext async = asked.startAsync();
        async.setTimeout(0);
        response.setContentType("text/event-stream");
        ServletOutputStream out = response.getOutputStream();
        Relay relay = new Relay(async, out);
        chat.receivedPublisher(request).subscribe(relay);
        out.setWriteListener(relay);
    }

    /** Between the two, called by either. */
    static final class Relay implements Flow.Subscriber<ReceivedChunk>, WriteListener {
        private final AsyncContext async;
        private final ServletOutputStream out;
        private Flow.@Nullable Subscription upstream;
        private byte @Nullable [] next;
        private boolean unflushed = true; // the client needn't wait for the headers
        private boolean asked;
        private boolean ended;

        Relay(AsyncContext async, ServletOutputStream out) {
            this.async = async;
            this.out = out;
        }

        @Override
        public synchronized void onSubscribe(Flow.Subscription subscription) {
            upstream = subscription;
        }

        @Override
        public synchronized void onNext(ReceivedChunk received) {
            asked = false;
            if (received.payload() != null) {
                next = SseEncoder.event(received.payload()); // to the byte as the provider sent it
            }
            for (ChatEvent event : received.events()) {
                if (event instanceof StreamEnded last) {
                    ended = true;
                    if (!(last.outcome() instanceof Completed) && next == null) {
                        next = SseEncoder.event(
                                "{\"error\":{\"message\":\"the answer broke off\",\"type\":\"upstream\"}}");
                    }
                }
            }
            onWritePossible();
        }

        @Override
        public synchronized void onWritePossible() {
            try {
                while (out.isReady()) {
                    if (next != null) {
                        byte[] bytes = next;
                        next = null;
                        unflushed = true;
                        out.write(bytes);
                    } else if (unflushed) {
                        unflushed = false;
                        out.flush();
                    } else if (ended) {
                        async.complete();
                        return;
                    } else {
                        if (!asked && upstream != null) {
                            asked = true;
                            upstream.request(1);
                        }
                        return;
                    }
                }
            } catch (IOException e) {
                onError(e);
            }
        }

        /** The client has gone, or the program is wrong. */
        @Override
        public synchronized void onError(Throwable thrown) {
            if (upstream != null) {
                upstream.cancel();
            }
            if (!ended) {
                ended = true;
                async.complete();
            }
        }

        @Override
        public void onComplete() {}
    }
}
