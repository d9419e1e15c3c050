package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ToolLoop;
import io.astreaming.testing.RequestExamples;
import io.astreaming.tool.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conversations of several rounds with tools, over the Messages API and the Responses API. */
@Timeout(60)
class ToolConversationsTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("A coat?").tool(RequestExamples.WEATHER).build();
    private static final ToolRunner COLD = ToolRunner.of(Map.of("weather", call -> "2 degrees"));
    private static final ToolRunner NOBODY = call -> {
        throw new AssertionError("was run");
    };

    /** Two thoughts with signatures of their own, and a call after each of them. */
    private static Recording thoughtful(int round) {
        return Recording.ofPayloads(
                List.of(
                        json("{'type':'message_start','message':{'id':'msg_" + round
                                + "','role':'assistant','content':[]," + "'usage':{'input_tokens':1}}}"),
                        json(
                                "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}"),
                        json(
                                "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'First\\u00e9 "
                                        + round + "'}}"),
                        json(
                                "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'one"
                                        + round + "=='}}"),
                        json("{'type':'content_block_stop','index':0}"),
                        json("{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'toolu_a"
                                + round + "','name':'weather','input':{}}}"),
                        json(
                                "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{\\\"city\\\": \\\"Oslo\\\"}'}}"),
                        json("{'type':'content_block_stop','index':1}"),
                        json(
                                "{'type':'content_block_start','index':2,'content_block':{'type':'redacted_thinking','data':'cmVk"
                                        + round + "'}}"),
                        json("{'type':'content_block_stop','index':2}"),
                        json(
                                "{'type':'content_block_start','index':3,'content_block':{'type':'thinking','thinking':'','signature':''}}"),
                        json(
                                "{'type':'content_block_delta','index':3,'delta':{'type':'signature_delta','signature':'two"
                                        + round + "=='}}"),
                        json("{'type':'content_block_stop','index':3}"),
                        json("{'type':'content_block_start','index':4,'content_block':{'type':'tool_use','id':'toolu_b"
                                + round + "','name':'weather','input':{}}}"),
                        json("{'type':'content_block_stop','index':4}"),
                        json("{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':2}}"),
                        json("{'type':'message_stop'}")),
                false);
    }

    private static Recording message(String stopReason) {
        return Recording.ofPayloads(
                List.of(
                        json(
                                "{'type':'message_start','message':{'id':'msg_9','role':'assistant','content':[],'usage':{}}}"),
                        json(
                                "{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use','id':'srv_1',"
                                        + "'name':'web_search','input':{'query':'coat'}}}"),
                        json("{'type':'content_block_stop','index':0}"),
                        json(
                                "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':'Take one.'}}"),
                        json("{'type':'content_block_stop','index':1}"),
                        json("{'type':'message_delta','delta':{'stop_reason':'" + stopReason + "'},'usage':{}}"),
                        json("{'type':'message_stop'}")),
                false);
    }

    private static String reasoningItem(int round) {
        return json("{'type':'reasoning','id':'rs_" + round + "','summary':[],'encrypted_content':'gAAA\\u002f" + round
                + "'}");
    }

    private static String callItem(int round) {
        return json("{'type':'function_call','id':'fc_" + round + "','call_id':'call_" + round
                + "','name':'weather','arguments':'{\\\"city\\\": \\\"Oslo\\\"}'}");
    }

    private static Recording response(int round) {
        List<String> events = new ArrayList<>();
        events.add(json("{'type':'response.created','response':{'id':'resp_" + round
                + "','model':'m','status':'in_progress'}}"));
        events.add(json("{'type':'response.output_item.done','output_index':0,'item':") + reasoningItem(round) + "}");
        events.add(json("{'type':'response.output_item.done','output_index':1,'item':") + callItem(round) + "}");
        events.add(json("{'type':'response.completed','response':{'id':'resp_" + round
                + "','status':'completed','output':[]}}"));
        return Recording.ofPayloads(events, false);
    }

    private static Recording said() {
        return Recording.ofPayloads(
                List.of(
                        json(
                                "{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'Take one.'}"),
                        json("{'type':'response.completed','response':{'id':'r','status':'completed'}}")),
                false);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static ToolLoop.Result run(
            Function<String, Chat> chats, List<String> bodies, Function<Chat, ToolLoop> loops, Recording... answers) {
        List<Reply> replies = List.of(answers).stream().map(Reply::of).toList();
        try (ReplayServer server = ReplayServer.answering(
                                replies.get(0),
                                replies.subList(1, replies.size()).toArray(Reply[]::new))
                        .start();
                Chat chat = chats.apply(server.baseUri().toString())) {
            ToolLoop.Result result = loops.apply(chat).run(REQUEST);
            server.requests().stream().map(ReceivedRequest::text).forEach(bodies::add);
            return result;
        }
    }

    private static Chat messages(String url) {
        return Chat.over(JdkChatTransport.to(url), new JsonbMessagesCodec());
    }

    private static Chat responses(String url) {
        return Chat.over(JdkChatTransport.to(url), new JsonbResponsesCodec());
    }

    @Test
    void sendEachThoughtBackWithItsOwnSignatureInItsPlace() {
        List<String> bodies = new ArrayList<>();
        ToolLoop.Result result = run(
                ToolConversationsTest::messages,
                bodies,
                chat -> ToolLoop.over(chat, COLD),
                thoughtful(1),
                thoughtful(2),
                message("end_turn"));

        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.outcome().completion().text()).isEqualTo("Take one.");
        assertThat(bodies).hasSize(3);
        for (int round = 1; round <= 2; round++) {
            String blocks = json("{'type':'thinking','thinking':'First\u00e9 " + round + "','signature':'one" + round
                    + "=='},"
                    + "{'type':'tool_use','id':'toolu_a" + round + "','name':'weather','input':{'city':'Oslo'}},"
                    + "{'type':'redacted_thinking','data':'cmVk" + round + "'},"
                    + "{'type':'thinking','thinking':'','signature':'two" + round + "=='},"
                    + "{'type':'tool_use','id':'toolu_b" + round + "','name':'weather','input':{}}");
            String results = json("{'type':'tool_result','tool_use_id':'toolu_a" + round + "','content':'2 degrees'},"
                    + "{'type':'tool_result','tool_use_id':'toolu_b" + round + "','content':'2 degrees'}");
            for (String body : bodies.subList(round, 3)) {
                assertThat(body.replace("\\u00e9", "\u00e9")
                                .replace("\"input\":{\"city\": \"Oslo\"}", "\"input\":{\"city\":\"Oslo\"}"))
                        .contains("\"content\":[" + blocks + "]", "\"content\":[" + results + "]");
            }
        }
    }

    @Test
    void sendItemsOfTheResponsesApiBackByteForByte() {
        List<String> bodies = new ArrayList<>();
        ToolLoop.Result result = run(
                ToolConversationsTest::responses,
                bodies,
                chat -> ToolLoop.over(chat, COLD),
                response(1),
                response(2),
                said());

        assertThat(result.outcome().completion().text()).isEqualTo("Take one.");
        assertThat(bodies).hasSize(3);
        for (int round = 1; round <= 2; round++) {
            String items = reasoningItem(round) + "," + callItem(round) + ","
                    + json("{'type':'function_call_output','call_id':'call_" + round + "','output':'2 degrees'}");
            assertThat(bodies.subList(round, 3)).allMatch(body -> body.contains(items));
        }
        assertThat(bodies).allMatch(body -> body.contains("\"store\":false"));
    }

    @Test
    void goOnAfterAPauseButNotForever() {
        List<String> bodies = new ArrayList<>();
        ToolLoop.Result whole = run(
                ToolConversationsTest::messages,
                bodies,
                chat -> ToolLoop.over(chat, NOBODY),
                message("pause_turn"),
                message("end_turn"));
        assertThat(whole.outcome().completion().text()).isEqualTo("Take one.");
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1))
                .contains(json("{'type':'server_tool_use','id':'srv_1','name':'web_search','input':{'query':'coat'}}"));

        bodies.clear();
        run(
                ToolConversationsTest::messages,
                bodies,
                chat -> ToolLoop.over(chat, NOBODY).withMaxRounds(3),
                message("pause_turn"));
        assertThat(bodies).hasSize(3);
    }

    @Test
    void runNoCallThatTheTokenLimitCut() {
        Recording message = Recording.ofPayloads(
                List.of(
                        json(
                                "{'type':'message_start','message':{'id':'m','role':'assistant','content':[],'usage':{}}}"),
                        json(
                                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'t','name':'weather','input':{}}}"),
                        json(
                                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{}'}}"),
                        json("{'type':'content_block_stop','index':0}"),
                        json("{'type':'message_delta','delta':{'stop_reason':'max_tokens'},'usage':{}}"),
                        json("{'type':'message_stop'}")),
                false);
        Recording response = Recording.ofPayloads(
                List.of(
                        json("{'type':'response.output_item.done','output_index':0,'item':") + callItem(1) + "}",
                        json("{'type':'response.incomplete','response':{'id':'r','status':'incomplete',"
                                + "'incomplete_details':{'reason':'max_output_tokens'}}}")),
                false);
        List<ToolLoop.Result> results = List.of(
                run(ToolConversationsTest::messages, new ArrayList<>(), chat -> ToolLoop.over(chat, NOBODY), message),
                run(
                        ToolConversationsTest::responses,
                        new ArrayList<>(),
                        chat -> ToolLoop.over(chat, NOBODY),
                        response));

        assertThat(results).allSatisfy(result -> {
            assertThat(result.rounds()).isEqualTo(1);
            assertThat(result.outcome().completion().choices().get(0).toolCalls())
                    .hasSize(1)
                    .noneMatch(ToolCall::complete);
        });
    }
}
