package io.astreaming.app.sdk;

import io.astreaming.Astreaming;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import io.astreaming.testing.NodeFolder;
import io.astreaming.value.Role;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Compares requests with what the provider's own client for node sends for the same call, member for member; skipped
 * where it can't be installed.
 */
@Timeout(240)
class SdkRequestsIT {
    private static final String ANTHROPIC = "@anthropic-ai/sdk@0.120.0";
    private static final byte[] BYTES = {1, 2};
    private static final JsonText SCHEMA = new JsonText("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":"
            + "\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}");
    private static final ToolDefinition.Function WEATHER =
            ToolDefinition.function("weather", "Tells the weather", SCHEMA);
    private static final WebSearchOptions.Location OSLO = new WebSearchOptions.Location("Oslo", null, null, null);

    private static final List<String> RESPONSE = List.of(
            "{'type':'response.created','sequence_number':0,'response':{'id':'resp_1','model':'gpt-5','created_at':5,"
                    + "'status':'in_progress'}}",
            "{'type':'response.output_item.done','sequence_number':1,'output_index':0,'item':{'type':'reasoning',"
                    + "'id':'rs_1','summary':[{'type':'summary_text','text':'Rain?'}],'encrypted_content':'gAAA'}}",
            "{'type':'response.output_item.done','sequence_number':2,'output_index':1,'item':{'type':'message',"
                    + "'id':'msg_1','role':'assistant','status':'completed','content':[{'type':'output_text',"
                    + "'text':'Let me see.','annotations':[],'logprobs':[]}]}}",
            "{'type':'response.output_item.done','sequence_number':3,'output_index':2,'item':{'type':'function_call',"
                    + "'id':'fc_1','call_id':'call_1','name':'weather','arguments':'{\\\"city\\\": \\\"Oslo\\\"}',"
                    + "'status':'completed'}}",
            "{'type':'response.completed','sequence_number':4,'response':{'id':'resp_1','model':'gpt-5','created_at':5,"
                    + "'status':'completed','output':[],'usage':{'input_tokens':1,'output_tokens':2,'total_tokens':3}}}");

    /** Its text is JSON, since one of the calls asks for JSON. */
    private static final List<String> MESSAGE = List.of(
            "{'type':'message_start','message':{'id':'msg_1','type':'message','model':'claude-sonnet-5','role':"
                    + "'assistant','content':[],'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':3,"
                    + "'output_tokens':0}}}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Rain?'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'EqQB'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'Eow'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'content_block_start','index':2,'content_block':{'type':'text','text':''}}",
            "{'type':'content_block_delta','index':2,'delta':{'type':'text_delta','text':'7'}}",
            "{'type':'content_block_stop','index':2}",
            "{'type':'content_block_start','index':3,'content_block':{'type':'tool_use','id':'toolu_1','name':'weather',"
                    + "'input':{}}}",
            "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta','partial_json':'{\\\"city\\\":'}}",
            "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta','partial_json':'\\\"Oslo\\\"}'}}",
            "{'type':'content_block_stop','index':3}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
                    + "'usage':{'output_tokens':2}}",
            "{'type':'message_stop'}");

    @Test
    void sendsWhatOpenaisClientSendsForTheResponsesApi() throws Exception {
        NodeFolder node = NodeFolder.with(NodeFolder.OPENAI, NodeFolder.OPENAI);
        UnaryOperator<ChatRequest.Builder> strict = r -> r.tool(WEATHER.withStrict(true));
        SdkCalls calls = new SdkCalls("gpt-5");
        calls.add(r -> r.user("Hi"));
        calls.add(r -> r.message(Message.developer("Be short."))
                .user("Hi")
                .maxTokens(99)
                .temperature(0.5)
                .set(Parameter.TOP_P, 0.9)
                .set(Parameter.SERVICE_TIER, "flex")
                .set(Parameter.METADATA, Map.of("team", "a"))
                .set(Parameter.SAFETY_IDENTIFIER, "u1")
                .set(Parameter.PROMPT_CACHE_KEY, "k")
                .set(Parameter.PARALLEL_TOOL_CALLS, false));
        calls.add(r -> r.user("Hi")
                .extra("instructions", JsonText.ofString("Be short."))
                .extra("truncation", JsonText.ofString("auto")));
        calls.add(r -> r.message(Message.user(
                ContentPart.text("What is this?"),
                ContentPart.image("https://example.com/a.png").withDetail("low"),
                ContentPart.file("file-1"),
                ContentPart.file("a.pdf", "application/pdf", BYTES))));
        calls.add(r -> strict.apply(r)
                .user("Hi")
                .tool(ToolDefinition.custom("sql", "Runs SQL")
                        .withFormat(ToolDefinition.Format.grammar("lark", "start: \"a\"")))
                .set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions("low", OSLO))
                .toolChoice(ToolChoice.function("weather")));
        calls.add(r ->
                strict.apply(r).user("Hi").toolChoice(ToolChoice.allowed("required", ToolChoice.function("weather"))));
        calls.add(r -> r.user("Hi").set(Parameter.REASONING_EFFORT, "low").set(Parameter.REASONING_SUMMARY, "auto"));
        calls.add(r -> r.user("Hi")
                .responseFormat(ResponseFormat.jsonSchema("place", SCHEMA, true).withDescription("A place"))
                .set(Parameter.VERBOSITY, "low"));
        calls.add(r -> r.user("Hi").set(Parameter.LOGPROBS, true).set(Parameter.TOP_LOGPROBS, 3));
        calls.add(r -> r.user("Hi").set(Parameter.INCLUDE_OBFUSCATION, false));
        calls.add(r -> r.user("And?").set(Parameter.STORE, true).set(Parameter.PREVIOUS_RESPONSE_ID, "resp_1"));
        calls.converse(strict, Message.tool("call_1", "rain"));

        calls.compare(
                node, "openai-requests.mjs", RESPONSE, Astreaming::responses, List.of("authorization", "content-type"));
    }

    @Test
    void sendsWhatAnthropicsClientSendsForTheMessagesApi() throws Exception {
        NodeFolder node = NodeFolder.with(ANTHROPIC.replace('/', '-'), ANTHROPIC);
        SdkCalls calls = new SdkCalls("claude-sonnet-5");
        calls.add(r -> r.user("Hi"));
        calls.add(r -> r.message(Message.system("Be short."))
                .user("Hi")
                .maxTokens(99)
                .temperature(0.5)
                .set(Parameter.TOP_P, 0.9)
                .extra("top_k", new JsonText("40"))
                .set(Parameter.STOP, List.of("END"))
                .set(Parameter.USER, "u1")
                .set(Parameter.SERVICE_TIER, "auto"));
        calls.add(r -> r.message(PromptMessage.of(
                        Role.SYSTEM, ContentPart.text("Be short.").withCacheBreakpoint()))
                .user("Hi"));
        calls.add(r -> r.message(Message.user(
                ContentPart.text("What is this?"),
                ContentPart.image("https://example.com/a.png"),
                ContentPart.image("image/png", BYTES),
                ContentPart.file("a.pdf", "application/pdf", BYTES))));
        calls.add(r -> r.user("Hi")
                .tool(WEATHER.withStrict(true))
                .tool(new ToolDefinition.Other("bash_20250124", new Extras(Map.of("name", JsonText.ofString("bash")))))
                .toolChoice(ToolChoice.function("weather")));
        calls.add(r ->
                r.user("Hi").tool(WEATHER).toolChoice(ToolChoice.REQUIRED).set(Parameter.PARALLEL_TOOL_CALLS, false));
        calls.add(r -> r.user("Hi").tool(WEATHER).set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions(null, OSLO)));
        calls.add(r -> r.user("Hi").set(Parameter.REASONING_EFFORT, "high"));
        calls.add(r -> r.model("claude-haiku-4-5").user("Hi").set(Parameter.THINKING_BUDGET, 2048));
        calls.add(r -> r.user("Hi").set(Parameter.REASONING_EFFORT, "none"));
        calls.add(r -> r.user("Hi").responseFormat(ResponseFormat.jsonSchema("place", SCHEMA, true)));
        calls.add(r -> r.user("Hi").message(Message.assistant("Hello")).user("And?"));
        calls.converse(r -> r.tool(WEATHER), Message.tool("toolu_1", "rain"), Message.user("Well?"));

        calls.compare(
                node,
                "anthropic-requests.mjs",
                MESSAGE,
                Astreaming::messages,
                List.of("x-api-key", "authorization", "anthropic-version", "anthropic-beta", "content-type"));
    }
}
