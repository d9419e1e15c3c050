package io.astreaming.replay.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.jsontext.JsonText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionRequestTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{'model':'a'} | a",
                "  { 'stream' : true , 'model' : 'b' } | b",
                "{'messages':[{'role':'user','content':'x','model':'no'}],'model':'c'} | c",
                "{'metadata':{'model':'no'},'model':'d'} | d",
                "{'user':'model','x':'no','model':'e'} | e",
                "{'user':'#'model#':#'no#'','model':'f'} | f",
                "{'user':'##','model':'g'} | g",
                "{'model':'org#/name'} | org/name",
                "{'mod#u0065l':'h#u0069'} | hi",
            },
            ignoreLeadingAndTrailingWhitespace = true)
    void findsTheModelOfTheOutermostObject(String json, String model) {
        assertThat(CompletionRequest.of(quoted(json)).model()).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'model':null}",
                "{'model':{'name':'x'}}",
                "{'model':7,'user':'x'}",
                "{'x':['model:','y']}",
                "{'MODEL':'x'}",
            })
    void findsNoneElsewhere(String json) {
        assertThat(CompletionRequest.of(quoted(json)).model()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{'stream':true} | true",
                "{ 'stream' : \t true } | true",
                "{'x':{'stream':false},'stream':true} | true",
                "{'user':'#'stream#':true'} | false",
                "{'x':{'stream':true}} | false",
                "{'stream':null} | false",
                "{'stream':false} | false",
                "{} | false",
            })
    void tellsAStreamFromAnAnswerInOnePiece(String json, boolean stream) {
        assertThat(CompletionRequest.of(quoted(json)).stream()).isEqualTo(stream);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "^^ | the request's body is not JSON: a value is expected, at character 0",
                "model=x | the request's body is not JSON: a value is expected, at character 0",
                "{'model' | the request's body is not JSON: ':' is expected, at character 8",
                "['model','x'] | the request's body is JSON, but not an object",
                "'model' | the request's body is JSON, but not an object",
                "{'stream':'true'} | #stream# has to be true or false",
                "{'stream':1} | #stream# has to be true or false",
            })
    void saysWhatIsWrong(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompletionRequest.of(json.replace("'", "\"")))
                .withMessage(message.replace('#', '"'));
    }

    @Test
    void takesOrRefusesAnythingAndFindsTheModelWhereItIs() {
        Random random = new Random(7);
        String alphabet = "{}[]:,\"\\model x";
        int requests = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String model = text.toString();
            String request = "{\"x\":" + JsonText.ofString(model) + ",\"model\":" + JsonText.ofString(model) + "}";
            assertThat(CompletionRequest.of(request).model()).isEqualTo(model);
            try {
                assertThat(CompletionRequest.of(model).stream()).isFalse();
                requests++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("the request's body is ");
            }
        }
        assertThat(requests).isPositive();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"').replace('#', '\\');
    }
}
