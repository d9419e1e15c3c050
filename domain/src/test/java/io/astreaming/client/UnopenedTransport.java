package io.astreaming.client;

import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;

/** A transport that is asked for its secrets alone; a test that sends something over it fails. */
public abstract class UnopenedTransport implements ChatTransport {
    @Override
    public final Exchange open(EncodedRequest request, Runnable wakeReader) {
        throw new AssertionError("nothing is sent in this test");
    }

    @Override
    public final PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        throw new AssertionError("nothing is received in this test");
    }

    @Override
    public final void close() {}
}
