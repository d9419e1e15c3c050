package io.astreaming.conformance.api;

import io.astreaming.conformance.Golden;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
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
                io.astreaming.replay.ReplayServer.class
            })
    void isWhatWasAccepted(Class<?> entry) throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(
                entry.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleDescriptor module =
                ModuleFinder.of(classes).findAll().iterator().next().descriptor();
        List<String> text = new ApiText(classes, module).lines();

        Golden.compare("api/" + module.name() + ".txt", text);
    }
}
