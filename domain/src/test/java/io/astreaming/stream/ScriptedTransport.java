package io.astreaming.stream;

import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import java.util.function.Function;

/** Opens exchanges that tests feed, each knowing whom to tell when it has something. */
public record ScriptedTransport(Function<Runnable, Exchange> exchanges) implements ChatTransport {
    /** What nobody may see. */
    public static final String SECRET = "sk-secret";

    /** One after the other; asked for more than there are, it fails the test. */
    static ScriptedTransport over(ScriptedExchange... exchanges) {
        var rest = java.util.List.of(exchanges).iterator();
        return new ScriptedTransport(arrived -> rest.next().open(arrived));
    }

    @Override
    public Exchange open(EncodedRequest request, Runnable arrived) {
        return exchanges.apply(arrived);
    }

    @Override
    public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
        return Script.framing(limits, sink);
    }

    @Override
    public String redact(String text) {
        return text.replace(SECRET, "***");
    }

    @Override
    public int secretPrefixLength(String text) {
        int length = Math.min(SECRET.length() - 1, text.length());
        while (!text.endsWith(SECRET.substring(0, length))) {
            length--;
        }
        return length;
    }

    @Override
    public void close() {}
}
