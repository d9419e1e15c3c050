package io.astreaming.json.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.Requests;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import java.nio.charset.StandardCharsets;

/** Any text is a request of the Messages API or is refused, and what is written of it can be read and written again. */
class MessagesRequestFuzzTest {
    private static final MessagesRequestWriter WRITER = new MessagesRequestWriter();

    @FuzzTest
    void writesWhatItReadsOfItsOwnWriting(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String written;
        try {
            written = Requests.written(WRITER, MessagesRequestReader.read(JsonText.of(text)));
        } catch (IllegalArgumentException e) {
            return;
        }
        ChatRequest again = MessagesRequestReader.read(JsonText.of(written));
        assertThat(Requests.written(WRITER, again)).isNotEmpty(); // results move before the text of their message
    }
}
