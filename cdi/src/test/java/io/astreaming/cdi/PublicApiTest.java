package io.astreaming.cdi;

import io.astreaming.testing.ApiText;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    @Test
    void isWhatWasAccepted() throws IOException, URISyntaxException, ClassNotFoundException {
        ApiText.compareWithGolden(ChatEndpoints.class);
    }
}
