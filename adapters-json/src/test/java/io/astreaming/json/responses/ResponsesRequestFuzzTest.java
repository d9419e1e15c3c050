package io.astreaming.json.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.Requests;
import io.astreaming.jsontext.JsonText;
import io.astreaming.testing.JsonValues;
import java.nio.charset.StandardCharsets;

/** Any text is a request of the Responses API or is refused, and what is written of it is read and written as the same. */
class ResponsesRequestFuzzTest {
    private static final ResponsesRequestWriter WRITER = new ResponsesRequestWriter();

    @FuzzTest
    void writesWhatItReadsOfItsOwnWriting(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String written;
        try {
            written = Requests.written(WRITER, ResponsesRequestReader.read(JsonText.of(text)));
        } catch (IllegalArgumentException e) {
            return;
        }
        String again = Requests.written(WRITER, ResponsesRequestReader.read(JsonText.of(written)));
        Object values;
        try {
            values = JsonValues.of(written);
        } catch (NumberFormatException e) { // 1e99999999999: kept as it came, and no BigDecimal
            return;
        }
        assertThat(JsonValues.of(again)).isEqualTo(values);
    }
}
