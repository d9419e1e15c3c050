package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.NodeFolder;
import io.astreaming.testing.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets OpenAI's own client for node send what we send; skipped where it can't be installed. */
@Timeout(300)
class OpenaiRequestsIT {
    private static final String TYPESCRIPT = "typescript@5.9.3";
    private static final String SCRIPT = "openai-requests.mjs";

    @Test
    void sendsWhatOpenaisOwnClientSendsAndItsTypesAllow() throws Exception {
        NodeFolder node = NodeFolder.with(NodeFolder.OPENAI + "-" + TYPESCRIPT, NodeFolder.OPENAI, TYPESCRIPT)
                .holding(OpenaiRequestsIT.class, SCRIPT, "requests.json");
        Map<String, ChatRequest> rows = RequestRows.all();
        List<String> names = new ArrayList<>(RequestRowsTest.expected().keySet());
        try (LoopbackServer server = new LoopbackServer(List.of(Streams.stop()))) {
            List<String> said = node.run(Duration.ofMinutes(2), SCRIPT, List.of(server.baseUrl()));
            for (String name : names) {
                try (ChatStream stream = server.chat().stream(rows.get(name))) {
                    assertThat(stream.outcome()).isInstanceOf(Completed.class);
                }
            }

            assertThat(said.get(0)).as("what the types object to").isEqualTo("[]");
            assertThat(said.get(1)).as("members that no row has").isEqualTo("[]");
            assertThat(Integer.parseInt(said.get(2).split(" ")[0])).isGreaterThan(100);
            assertThat(server.bodies()).hasSize(2 * names.size());
            for (int i = 0; i < names.size(); i++) {
                assertThat(JsonValues.of(server.bodies().get(names.size() + i)))
                        .as(names.get(i))
                        .isEqualTo(JsonValues.of(server.bodies().get(i)));
            }
        }
    }
}
