package io.astreaming.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.testing.NodeFolder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets OpenAI's own client for node ask the gateway in front of a provider that speaks the Messages API; skipped where it
 * can't be installed.
 */
@Timeout(240)
class GatewayClientIT {
    private static final String SCRIPT = "gateway-client.mjs";

    private static NodeFolder node;

    @BeforeAll
    static void install() throws Exception {
        node = NodeFolder.with(NodeFolder.OPENAI, NodeFolder.OPENAI).holding(GatewayClientIT.class, SCRIPT);
    }

    @Test
    void readsAnAnswerWithACall() throws Exception {
        Reply answer = Reply.of(Recording.ofPayloads(
                Stream.of(
                                "{'type':'message_start','message':{'id':'msg_1','model':'claude','role':'assistant','content':"
                                        + "[],'usage':{'input_tokens':3,'output_tokens':0}}}",
                                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hello'}}",
                                "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'toolu_1',"
                                        + "'name':'f','input':{}}}",
                                "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':"
                                        + "'{\\'a\\':1}'}}",
                                "{'type':'content_block_stop','index':1}",
                                "{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':2}}",
                                "{'type':'message_stop'}")
                        .map(payload -> payload.replace('\'', '"'))
                        .toList(),
                false));

        String read = "{\"text\":\"Hello\",\"calls\":[\"f{\\\"a\\\":1}\"],\"reason\":\"tool_calls\",\"total\":5}";
        assertThat(said(answer)).containsExactly(read, read);
    }

    @Test
    void seesTheProvidersRefusal() throws Exception {
        Reply busy = Reply.status(
                529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        String error = "{\"status\":529,\"type\":\"overloaded_error\",\"message\":\"529 Overloaded\"}";
        assertThat(said(busy)).containsExactly(error, error);
    }

    private static List<String> said(Reply reply) throws Exception {
        try (ReplayServer provider = ReplayServer.answering(reply).start()) {
            return Serving.whileServing(
                    new Cli().environment("ANTHROPIC_API_KEY", "sk-any"),
                    url -> node.run(Duration.ofMinutes(1), SCRIPT, List.of(url, "claude")),
                    "--upstream",
                    provider.baseUri().toString(),
                    "--protocol",
                    "messages");
        }
    }
}
