package io.astreaming.conformance.relay.acceptance;

import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.RelaySettings;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import io.astreaming.testing.Corpus;
import io.astreaming.testing.RedisServer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every recording through two nodes, where the client changes the node after each event: the payloads stay the provider's. */
final class FidelityCheck {
    private static final byte[] BODY = "{\"model\":\"m\",\"stream\":true}".getBytes(StandardCharsets.US_ASCII);

    private FidelityCheck() {}

    static void run(Path folder, double scale, Figures figures) throws Exception {
        List<Path> recordings = Corpus.streamsOrOurs();
        int step = (int) Math.max(1, Math.round(1 / scale));
        int checked = 0;
        long events = 0;
        List<String> wrong = new ArrayList<>();
        try (RedisServer redis = RedisServer.start(folder)) {
            for (int i = 0; i < recordings.size(); i += step) {
                byte[] recorded = Files.readAllBytes(recordings.get(i));
                try (ReplayServer provider =
                                ReplayServer.serving(Recording.sse(recorded)).start();
                        NodeServer one = node(redis, provider);
                        NodeServer two = node(redis, provider)) {
                    List<String> expected = payloads(recorded);
                    List<String> got = hop(one, two);
                    checked++;
                    events += got.size();
                    String difference = difference(expected, got);
                    if (difference != null) {
                        wrong.add(recordings.get(i).getFileName() + ": " + difference);
                    }
                }
            }
        }
        wrong.forEach(figures::note);
        figures.add(
                checked + " recordings, " + events + " events, resumed on the other node after each",
                "0 differ",
                wrong.size(),
                wrong.isEmpty() && checked > 0);
    }

    private static NodeServer node(RedisServer redis, ReplayServer provider) throws Exception {
        return new NodeServer(
                RedisStreamLog.connect(redis.uri(), "as"), provider.baseUri().toString(), RelaySettings.DEFAULT, 0);
    }

    private static @Nullable String difference(List<String> expected, List<String> got) {
        int same = 0;
        while (same < Math.min(expected.size(), got.size())
                && expected.get(same).equals(got.get(same))) {
            same++;
        }
        boolean isPrefix = same == got.size();
        if (!isPrefix) {
            return "event " + (same + 1) + " of " + got.size() + " differs";
        }
        // what the provider sends after its last event, or the library refuses, isn't relayed
        return expected.size() == got.size() || got.isEmpty() || isEnd(got.get(got.size() - 1))
                ? null
                : "only " + got.size() + " of " + expected.size();
    }

    private static boolean isEnd(String payload) {
        return payload.endsWith("[DONE]") || payload.contains("\"error\"");
    }

    /**
     * The payloads as the decoder reads them from the recording itself. A last event that lacks its blank line counts, and one
     * without content doesn't, as in any answer that the library reads.
     */
    private static List<String> payloads(byte[] recorded) {
        List<String> payloads = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (!payload.isBlank()) {
                payloads.add(payload.event() + " " + latin(payload.array(), payload.offset(), payload.length()));
            }
        });
        decoder.feed(ByteBuffer.wrap(recorded));
        decoder.feed(ByteBuffer.wrap(new byte[] {'\n', '\n'}));
        decoder.end();
        return payloads;
    }

    private static String latin(byte[] array, int offset, int length) {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** Reads a stream event by event, each on the other node. */
    private static List<String> hop(NodeServer one, NodeServer two) throws Exception {
        RelayRequest post = new RelayRequest("POST", "/v1/chat/completions", null, null, null, "ada", BODY);
        RelayResponse begun = one.exchange.handle(post).toCompletableFuture().get(20, TimeUnit.SECONDS);
        String id = begun.headers().get("X-Stream-Id");
        List<String> payloads = new ArrayList<>();
        while (true) {
            NodeServer node = payloads.size() % 2 == 0 ? two : one;
            String cursor = payloads.isEmpty() ? null : id + "." + payloads.size();
            RelayRequest get = new RelayRequest("GET", "/v1/streams/" + id, null, cursor, null, "ada", new byte[0]);
            RelayResponse response =
                    node.exchange.handle(get).toCompletableFuture().get(20, TimeUnit.SECONDS);
            byte[] event = response.status() == 204 ? null : FirstBuffer.of(response);
            if (event == null) {
                return payloads;
            }
            String text = latin(event, 0, event.length);
            String number = text.replaceAll("(?s).*?(^|\n)id: [^.\n]*\\.([^\n]*)\n.*", "$2");
            if (number.equals("end")) {
                return payloads;
            }
            if (!number.equals(Integer.toString(payloads.size() + 1))) {
                throw new IllegalStateException("event " + number + " came after " + payloads.size());
            }
            List<String> read = payloads(event);
            if (read.size() != 1) {
                throw new IllegalStateException("one event became " + read.size() + ": " + text);
            }
            payloads.addAll(read);
        }
    }

    /** Takes one buffer of a stream, and leaves. */
    private static final class FirstBuffer implements Flow.Subscriber<ByteBuffer> {
        private final CompletableFuture<byte @Nullable []> first = new CompletableFuture<>();
        private Flow.Subscription subscription;

        static byte @Nullable [] of(RelayResponse response) throws Exception {
            FirstBuffer buffer = new FirstBuffer();
            response.stream().subscribe(buffer);
            return buffer.first.get(40, TimeUnit.SECONDS);
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
            to.request(1);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            first.complete(bytes.toByteArray());
            subscription.cancel();
        }

        @Override
        public void onError(Throwable error) {
            first.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            first.complete(null);
        }
    }
}
