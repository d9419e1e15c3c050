package io.astreaming.kit;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.settings.ApiKey;
import io.astreaming.test.ChatCodecContract;
import io.astreaming.test.ChatTransportContract;
import java.net.URI;
import org.junit.jupiter.api.Nested;

/** The library's own transport and codec keep what the contracts ask of everybody's. */
class ContractsTest {
    @Nested
    class OfTheTransport extends ChatTransportContract {
        @Override
        protected ChatTransport transport(URI baseUri, ApiKey key) {
            return JdkChatTransport.to(baseUri.toString(), key);
        }
    }

    @Nested
    class OfTheCodec extends ChatCodecContract {
        private final JsonbChatCodec codec = new JsonbChatCodec();

        @Override
        protected ChatCodec codec() {
            return codec;
        }
    }
}
