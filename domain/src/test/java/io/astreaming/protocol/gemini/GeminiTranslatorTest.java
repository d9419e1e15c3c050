package io.astreaming.protocol.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.LimitExceededException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiTranslatorTest {
    private final GeminiTranslator translator = new GeminiTranslator(StreamLimits.DEFAULT.withTotalText(1_000));

    @Test
    void keepsASignedPartByItselfAndJoinsTheOthers() {
        parts("{'text':'a','thought':true}", null);
        parts("{'text':'b','thought':true}", null);
        parts("{'text':'c'}", null);
        parts("{'text':'d','thoughtSignature':'s'}", null);
        parts("{'text':''},{'executableCode':{'code':'x'}}", "STOP");
        assertThat(items)
                .containsExactly(
                        "{'text':'ab','thought':true}",
                        "{'text':'c'}",
                        "{'text':'d','thoughtSignature':'s'}",
                        "{'executableCode':{'code':'x'}}");
    }

    @Test
    void putsTheArgumentsOfACallTogetherFromTheirPlaces() {
        parts("{'functionCall':{'name':'f','id':'i','willContinue':true},'thoughtSignature':'s'}", null);
        piece("{'jsonPath':'$.a[0].b','stringValue':'x','willContinue':true}");
        piece("{'jsonPath':'$.a[0].b','stringValue':'y'}");
        piece("{'jsonPath':'$.a[1]','numberValue':1.50},{'jsonPath':'$.n','nullValue':'NULL_VALUE'}");
        piece("{'jsonPath':'$[\\'q\\']','boolValue':true}".replace("\\'", "\u0001"));
        piece("{'jsonPath':'$[\\'r]s\\']','boolValue':true}".replace("\\'", "\u0001"));
        parts("{'functionCall':{}}", null);
        assertThat(arguments).containsExactly("{'a':[{'b':'xy'},1.50],'n':null,'q':true,'r]s':true}");
        assertThat(items)
                .containsExactly(
                        "{'functionCall':{'name':'f','id':'i','args':{'a':[{'b':'xy'},1.50],'n':null,'q':true,'r]s':true}},"
                                + "'thoughtSignature':'s'}");
    }

    @ParameterizedTest
    @CsvSource({"$.a[5]", "a", "$..a", "$.a[99999]", "''", "$.x.y", "$.a[\u0001].b", "$[\u0001a", "$[\u0001", "$.a["})
    void leavesACallIncompleteWhosePlacesCantBeRead(String path) {
        parts("{'functionCall':{'name':'f','willContinue':true}}", null);
        piece("{'jsonPath':'$.x','stringValue':'1'}");
        piece("{'jsonPath':'" + path + "','stringValue':'1'}");
        parts("{'text':''}", "STOP");
        assertThat(arguments).containsExactly("{");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "MAX_TOKENS, length",
        "SAFETY, content_filter",
        "SPII, content_filter",
        "MALFORMED_FUNCTION_CALL, MALFORMED_FUNCTION_CALL"
    })
    void translatesWhyACandidateFinished(String word, String reason) {
        FinishedChoice choice = (FinishedChoice)
                ((CompletionChunk) parts("{'text':'a'}", word)).choices().get(0);
        assertThat(choice.finishReason()).isEqualTo(FinishReason.of(reason));
        assertThat(choice.extras().get("finishReason")).isEqualTo(JsonText.ofString(word));
    }

    @Test
    void countsThoughtsAndTheProvidersToolsIn() {
        read("{'usageMetadata':{'promptTokenCount':5,'toolUsePromptTokenCount':7,'thoughtsTokenCount':2}}");
        CompletionChunk chunk = (CompletionChunk)
                read("{'usageMetadata':{'candidatesTokenCount':3,'cachedContentTokenCount':1,'totalTokenCount':17}}");
        TokenUsage usage = (TokenUsage) chunk.usage();
        assertThat(usage.promptTokens()).isEqualTo(12);
        assertThat(usage.completionTokens()).isEqualTo(5);
        assertThat(usage.totalTokens()).isEqualTo(17);
        assertThat(usage.cachedTokens()).isEqualTo(1);
        assertThat(usage.reasoningTokens()).isEqualTo(2);
    }

    @Test
    void failsWhenThePromptIsBlocked() {
        ProviderError error = (ProviderError) read("{'promptFeedback':{'blockReason':'SAFETY'}}");
        assertThat(error.error().code()).isEqualTo("SAFETY");
        assertThat(error.error().type()).isEqualTo("prompt_blocked");
    }

    @Test
    void passesOnWhatIsNoResponse() {
        assertThat(read("{'x':1}")).isInstanceOf(UnrecognizedChunk.class);
        assertThat(read("[1]")).isInstanceOf(UnrecognizedChunk.class);
        assertThat(read("{'candidates':[1,{'content':null,'index':-1},{'content':{'parts':[1,{},{'text':1}]}}]}"))
                .isInstanceOf(CompletionChunk.class);
    }

    @Test
    void keepsNoMoreThanAllowed() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        parts("{'text':'0123456789'}", null);
                    }
                })
                .isInstanceOf(LimitExceededException.class);
    }

    private final List<String> items = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private void piece(String pieces) {
        parts("{'functionCall':{'partialArgs':[" + pieces + "],'willContinue':true}}", null);
    }

    private Chunk parts(String parts, String finish) {
        String reason = finish == null ? "" : ",'finishReason':'" + finish + "'";
        Chunk chunk = read("{'candidates':[{'content':{'role':'model','parts':[" + parts + "]}" + reason + "}]}");
        for (Delta delta : ((CompletionChunk) chunk).choices().get(0).deltas()) {
            if (delta instanceof ItemDelta item && item.wire() != null) {
                items.add(item.wire().text().replace('"', '\''));
            } else if (delta instanceof ToolCallDelta call && call.arguments() != null) {
                arguments.add(call.arguments().replace('"', '\''));
            }
        }
        return chunk;
    }

    private Chunk read(String json) {
        String text = json.replace('\'', '"').replace('\u0001', '\'');
        return translator.translate(new JsonText(text), Set.of(), Payload.of(text));
    }
}
