package io.astreaming.conformance.api;

import io.astreaming.testing.ApiText;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a user can refer to, in a text: a change of the public API shows in the diff of a commit. */
class PublicApiTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                io.astreaming.Astreaming.class,
                io.astreaming.stream.Chat.class,
                io.astreaming.json.JsonbChatCodec.class,
                io.astreaming.http.JdkChatTransport.class,
                io.astreaming.replay.ReplayServer.class,
                io.astreaming.test.ReplayExtension.class
            })
    void isWhatWasAccepted(Class<?> entry) throws IOException, URISyntaxException, ClassNotFoundException {
        ApiText.compareWithGolden(entry);
    }
}
