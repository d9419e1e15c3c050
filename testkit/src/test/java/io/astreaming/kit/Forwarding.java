package io.astreaming.kit;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.TokenUsage;
import java.nio.ByteBuffer;

/** Implementations of ports that do what another one does, for tests that change one thing. */
final class Forwarding {
    private Forwarding() {}

    static class Transport implements ChatTransport {
        final ChatTransport to;

        Transport(ChatTransport to) {
            this.to = to;
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            return to.open(request, wakeReader);
        }

        @Override
        public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
            return to.decoder(head, limits, sink);
        }

        @Override
        public String redact(String text) {
            return to.redact(text);
        }

        @Override
        public void close() {
            to.close();
        }
    }

    static class Reading implements Exchange {
        final Exchange to;

        Reading(Exchange to) {
            this.to = to;
        }

        @Override
        public ResponseHead head() {
            return to.head();
        }

        @Override
        public ByteBuffer read() {
            return to.read();
        }

        @Override
        public void cancel() {
            to.cancel();
        }

        @Override
        public void release() {
            to.release();
        }

        @Override
        public Redactor redactor() {
            return to.redactor();
        }
    }

    static class Codec implements ChatCodec {
        final ChatCodec to;

        Codec(ChatCodec to) {
            this.to = to;
        }

        @Override
        public ChunkDecoder chunkDecoder(StreamLimits limits) {
            ChunkDecoder decoder = to.chunkDecoder(limits);
            return payload -> decode(decoder, payload);
        }

        Chunk decode(ChunkDecoder decoder, Payload payload) {
            return decoder.decode(payload);
        }

        @Override
        public EncodedRequest encode(ChatRequest request) {
            return to.encode(request);
        }

        @Override
        public JsonText encode(Chunk chunk) {
            return to.encode(chunk);
        }

        @Override
        public JsonText encode(TokenUsage usage) {
            return to.encode(usage);
        }

        @Override
        public ChatException decode(ResponseHead head, byte[] body) {
            return to.decode(head, body);
        }
    }
}
