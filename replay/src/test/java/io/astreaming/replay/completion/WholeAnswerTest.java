package io.astreaming.replay.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Calls;
import io.astreaming.replay.RawClient;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.testing.Await;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client gets that doesn't ask for a stream. */
@Timeout(60)
class WholeAnswerTest {
    private static final String HEAD = "'id':'c1','object':'chat.completion','created':7,'model':'m'";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{'role':'assistant','content':''} ~ {'content':'Hel'} ~ {'content':'lo'}"
                        + " | 'role':'assistant','content':'Hello'",
                "{'content':'a#n#u00e9'} ~ {'content':null} | 'role':'assistant','content':'a#n\u00e9'",
                "{'refusal':'I '} ~ {'refusal':'can#'t'} | 'role':'assistant','content':null,'refusal':'I can#'t'",
                "{'reasoning_content':'Hm'} ~ {'reasoning_content':'m'} ~ {'content':'x'}"
                        + " | 'role':'assistant','content':'x','reasoning_content':'Hmm'",
                "{'reasoning_details':[{'index':0,'type':'reasoning.text','text':'a'}]} ~"
                        + " {'reasoning_details':[{'index':0,'type':'reasoning.text','text':'b'}]}"
                        + " | 'role':'assistant','content':null,"
                        + "'reasoning_details':[{'index':0,'type':'reasoning.text','text':'ab'}]",
                "{'tool_calls':[{'index':0,'id':'x','type':'function','function':{'name':'f','arguments':''}}]} ~"
                        + " {'tool_calls':[{'index':0,'function':{'arguments':'{#'a#':'}}]} ~"
                        + " {'tool_calls':[{'index':1,'id':'y','type':'function','function':{'name':'g','arguments':'{}'}},"
                        + "{'index':0,'function':{'arguments':'1}'}}]}"
                        + " | 'role':'assistant','content':null,'tool_calls':["
                        + "{'id':'x','type':'function','function':{'name':'f','arguments':'{#'a#':1}'}},"
                        + "{'id':'y','type':'function','function':{'name':'g','arguments':'{}'}}]",
                "{'tool_calls':[{'index':0,'id':'x','function':{'name':'f','arguments':'{}'}}]} ~"
                        + " {'tool_calls':[{'index':0,'id':'y','function':{'name':'f','arguments':'{}'}}]}"
                        + " | 'role':'assistant','content':null,'tool_calls':["
                        + "{'id':'x','function':{'name':'f','arguments':'{}'}},"
                        + "{'id':'y','function':{'name':'f','arguments':'{}'}}]",
                "{'tool_calls':[{'id':'x','function':{'name':'f','arguments':{'a':1}}}]}"
                        + " | 'role':'assistant','content':null,"
                        + "'tool_calls':[{'id':'x','function':{'name':'f','arguments':'{#'a#':1}'}}]",
                "{'function_call':{'name':'f','arguments':'{'}} ~ {'function_call':{'arguments':'}'}}"
                        + " | 'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}",
                "{'content':[{'type':'text','text':'a'}]} ~ {'content':'b'}"
                        + " | 'role':'assistant','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]",
            })
    void addsDeltasUp(String deltas, String message) throws Exception {
        List<String> payloads = List.of(deltas.split(" ~ ")).stream()
                .map(delta -> "{'id':'c1','object':'chat.completion.chunk','created':7,'model':'m','obfuscation':'xy',"
                        + "'choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}")
                .toList();

        assertThat(answer(200, "{}", payloads))
                .isEqualTo(json(
                        "{" + HEAD + ",'choices':[{'index':0,'message':{" + message + "},'finish_reason':null}]}"));
    }

    @Test
    void tellsFinishReasonsLogprobsAndUsageWhereverItStands() throws Exception {
        List<String> payloads = List.of(
                "{'id':'','created':0,'choices':[]}",
                "{'id':'c1','created':7,'model':'m','choices':[{'index':1,'delta':{'content':'b'},"
                        + "'logprobs':{'content':[{'token':'b'}]}}]}",
                "{'id':'c2','choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'},"
                        + "{'index':1,'delta':{'content':'c'},'logprobs':{'content':[{'token':'c'}]},"
                        + "'finish_reason':'length','usage':{'total_tokens':9}}],'usage':null}");

        assertThat(answer(200, "{'stream':false}", payloads))
                .isEqualTo(json("{'id':'c1','object':'chat.completion','created':0,'model':'m','choices':["
                        + "{'index':0,'message':{'role':'assistant','content':'a'},'finish_reason':'stop'},"
                        + "{'index':1,'message':{'role':'assistant','content':'bc'},'finish_reason':'length',"
                        + "'logprobs':{'content':[{'token':'b'},{'token':'c'}]}}],'usage':{'total_tokens':9}}"));
    }

    @Test
    void takesFromAMessageOnlyWhatTheDeltasDidNotSay() throws Exception {
        List<String> payloads = List.of(
                "{'choices':[{'delta':{'content':'Hi'}}]}",
                "{'choices':[{'delta':{},'message':{'role':'assistant','content':'Hi','refusal':'no'}}]}");

        assertThat(answer(200, "{}", payloads)).contains(json("{'role':'assistant','content':'Hi','refusal':'no'}"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{'error':{'message':'busy','code':429}} | 429 | {'error':{'message':'busy','code':429}}",
                "{'error':{'message':'broken','code':'server_error'}} | 500 |"
                        + " {'error':{'message':'broken','code':'server_error'}}",
                "{'error':'broken'} | 500 |"
                        + " {'error':{'message':'broken','type':'server_error','param':null,'code':null}}",
            })
    void answersWithTheErrorThatAStreamReports(String payload, int status, String body) throws Exception {
        List<String> payloads = List.of("{'choices':[{'delta':{'content':'Hi'}}]}", payload);

        assertThat(answer(status, "{}", payloads).strip()).isEqualTo(json(body));
    }

    @Test
    void saysThatARecordingHasNoAnswer() throws Exception {
        assertThat(answer(500, "{}", List.of("1", "{'x':2}")))
                .contains("there is no chunk with choices in the recording")
                .contains("\"type\":\"server_error\"");
    }

    @Test
    void givesABodyThatWasRecordedInOnePieceAsItIs() throws Exception {
        String body = "{\"id\": \"c1\", \"choices\": []}\n";
        Recording recording = Recording.sse(body.getBytes(StandardCharsets.UTF_8));
        try (ReplayServer server = ReplayServer.serving(recording).start()) {
            assertThat(Calls.answer(server, "{}")).isEqualTo(body);
        }
    }

    @Test
    void keepsHeadersAndTheConnection() throws Exception {
        Reply reply = Reply.of(hello()).header("x-request-id", "r1");
        try (ReplayServer server = ReplayServer.answering(reply).start()) {
            HttpResponse<byte[]> response = Calls.ask(server, "{}");

            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(response.headers().firstValue("x-request-id")).hasValue("r1");
            assertThat(response.headers().firstValue("transfer-encoding")).isEmpty();
            assertThat(Calls.ask(server, Calls.STREAM).headers().firstValue("content-type"))
                    .hasValue("text/event-stream; charset=utf-8");
        }
    }

    @Test
    void waitsForWhatTheStreamWaitsForAndEndsWhereItEnds() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        Reply late = Reply.of(hello())
                .afterFrame(1)
                .stallUntil(release)
                .afterFrame(1)
                .end();
        try (ReplayServer server = ReplayServer.answering(
                                late, Reply.of(hello()).afterFrame(1).cut())
                        .start();
                RawClient client = new RawClient(server.baseUri())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
            Await.until(() -> server.openStreams() == 1);
            assertThat(client.available()).isZero();
            release.complete(null);
            assertThat(client.head()).startsWith("http/1.1 200 ok\n").contains("content-length: ");

            try (RawClient second = new RawClient(server.baseUri())) {
                second.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(second.text()).isEmpty();
            }
        }
    }

    private static Recording hello() {
        return Recording.ofPayloads(
                List.of(
                        json("{'choices':[{'delta':{'content':'Hel'}}]}"),
                        json("{'choices':[{'delta':{'content':'lo'}}]}")),
                true);
    }

    private static String answer(int status, String request, List<String> payloads) throws Exception {
        Recording recording = Recording.ofPayloads(
                payloads.stream().map(WholeAnswerTest::json).toList(), true);
        try (ReplayServer server = ReplayServer.serving(recording).start()) {
            HttpResponse<byte[]> response = Calls.ask(server, json(request));
            assertThat(response.statusCode()).isEqualTo(status);
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"').replace('#', '\\');
    }
}
