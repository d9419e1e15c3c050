package io.astreaming.http.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedModelTest {
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
            },
            ignoreLeadingAndTrailingWhitespace = true)
    void findsTheModelOfTheOutermostObject(String json, String model) {
        assertThat(RequestedModel.in(quoted(json))).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'model':null}",
                "{'model':{'name':'x'}}",
                "{'model':7,'user':'x'}",
                "['model','x']",
                "{'x':['model:','y']}",
                "'model'",
                "{'model'",
                "{'model':",
                "{'MODEL':'x'}",
                "model=x"
            })
    void findsNoneElsewhere(String json) {
        assertThat(RequestedModel.in(quoted(json))).isNull();
    }

    @Test
    void copesWithAnything() {
        Random random = new Random(7);
        String alphabet = "{}[]:,\"\\model x";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            RequestedModel.in(text.toString());
        }
    }

    private static String quoted(String json) {
        return json.replace('\'', '"').replace('#', '\\');
    }
}
