package io.astreaming.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ChatException;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.StreamLimits;
import io.astreaming.test.ChatTransportContract;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transport with one fault fails the test of the contract that is about it. */
@Timeout(60)
class BrokenTransportTest {
    /** The faults, by the test of the contract that must notice them. */
    private static final Map<String, UnaryOperator<ChatTransport>> FAULTS = Map.ofEntries(
            Map.entry("sendsTheRequestBelowItsBaseUrlWithItsKeyAndItsHeaders", DropsHeaders::new),
            Map.entry("deliversTheHeadAndThenEveryByteOfTheBody", LosesBytes::new),
            Map.entry("deliversAnErrorStatusAsAResponse", FailsAtStatus::new),
            Map.entry("reportsThatThereIsNoServerWhenTheExchangeIsRead", FailsAtOpen::new),
            Map.entry("failsAfterTheBytesThatArrivedWhenTheConnectionBreaks", EndsInsteadOfFailing::new),
            Map.entry("makesTheProviderWaitWhileNobodyReads", ReadsEverythingAhead::new),
            Map.entry("keepsExchangesApart", MixesExchanges::new),
            Map.entry("decodesABodyInPiecesOfAnySize", ForgetsPieces::new),
            Map.entry("decodesNoMoreThanItsLimitsAllow", IgnoresLimits::new),
            Map.entry("masksItsKeyAndShowsItNowhere", MasksNothing::new));

    private static UnaryOperator<ChatTransport> fault = UnaryOperator.identity();

    static Set<String> tests() {
        return FAULTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void failsTheTestThatIsAboutItsFault(String test) {
        fault = FAULTS.get(test);

        assertThat(FailingTests.of(Broken.class, test)).hasSize(1);
    }

    static class Broken extends ChatTransportContract {
        @Override
        protected ChatTransport transport(URI baseUri, ApiKey key) {
            return fault.apply(JdkChatTransport.to(baseUri.toString(), key));
        }
    }

    private static final class DropsHeaders extends Forwarding.Transport {
        DropsHeaders(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            return super.open(EncodedRequest.of(request.path(), request.body()), wakeReader);
        }
    }

    private static final class LosesBytes extends Forwarding.Transport {
        LosesBytes(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            return new Forwarding.Reading(super.open(request, wakeReader)) {
                @Override
                public ByteBuffer read() {
                    ByteBuffer bytes = super.read();
                    return bytes == null || !bytes.hasRemaining() ? bytes : bytes.position(bytes.position() + 1);
                }
            };
        }
    }

    private static final class FailsAtStatus extends Forwarding.Transport {
        FailsAtStatus(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            return new Forwarding.Reading(super.open(request, wakeReader)) {
                @Override
                public ResponseHead head() {
                    ResponseHead head = super.head();
                    if (head != null && !head.isSuccess()) {
                        throw new IllegalStateException("status " + head.status());
                    }
                    return head;
                }
            };
        }
    }

    private static final class FailsAtOpen extends Forwarding.Transport {
        FailsAtOpen(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            Semaphore wakes = new Semaphore(0);
            Exchange exchange = super.open(request, wakes::release);
            while (exchange.head() == null) {
                wakes.acquireUninterruptibly();
            }
            return exchange;
        }
    }

    private static final class EndsInsteadOfFailing extends Forwarding.Transport {
        EndsInsteadOfFailing(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            return new Forwarding.Reading(super.open(request, wakeReader)) {
                @Override
                public ByteBuffer read() {
                    try {
                        return super.read();
                    } catch (ChatException e) {
                        return null;
                    }
                }
            };
        }
    }

    private static final class ReadsEverythingAhead extends Forwarding.Transport {
        ReadsEverythingAhead(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            Semaphore wakes = new Semaphore(0);
            Exchange exchange = super.open(request, wakes::release);
            ResponseHead head = exchange.head();
            for (; head == null; head = exchange.head()) {
                wakes.acquireUninterruptibly();
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (ByteBuffer next = exchange.read(); next != null; next = exchange.read()) {
                if (!next.hasRemaining()) {
                    wakes.acquireUninterruptibly();
                }
                byte[] bytes = new byte[next.remaining()];
                next.get(bytes);
                body.writeBytes(bytes);
            }
            ResponseHead known = head;
            return new Forwarding.Reading(exchange) {
                @Override
                public ResponseHead head() {
                    return known;
                }
            };
        }
    }

    private static final class MixesExchanges extends Forwarding.Transport {
        private Exchange first;

        MixesExchanges(ChatTransport to) {
            super(to);
        }

        @Override
        public Exchange open(EncodedRequest request, Runnable wakeReader) {
            first = first == null ? super.open(request, wakeReader) : first;
            return first;
        }
    }

    private static final class ForgetsPieces extends Forwarding.Transport {
        ForgetsPieces(ChatTransport to) {
            super(to);
        }

        @Override
        public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
            return new PayloadDecoder() {
                @Override
                public void feed(ByteBuffer bytes) {
                    to.decoder(head, limits, sink).feed(bytes);
                }

                @Override
                public void end() {}
            };
        }
    }

    private static final class IgnoresLimits extends Forwarding.Transport {
        IgnoresLimits(ChatTransport to) {
            super(to);
        }

        @Override
        public PayloadDecoder decoder(ResponseHead head, StreamLimits limits, PayloadSink sink) {
            return super.decoder(head, StreamLimits.DEFAULT, sink);
        }
    }

    private static final class MasksNothing extends Forwarding.Transport {
        MasksNothing(ChatTransport to) {
            super(to);
        }

        @Override
        public String redact(String text) {
            return text;
        }
    }
}
