package io.astreaming.spring;

import io.astreaming.testing.ApiText;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    @Test
    void isWhatWasAccepted() throws IOException, URISyntaxException, ClassNotFoundException {
        ApiText.compareWithGolden(AstreamingAutoConfiguration.class);
    }
}
