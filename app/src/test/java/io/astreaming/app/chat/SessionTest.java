package io.astreaming.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.app.Cli;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.trace.Traces;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.stream.Chat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a conversation keeps of a question that couldn't be asked. */
@Timeout(60)
class SessionTest {
    @TempDir
    private Path folder;

    @Test
    void aSessionFileHoldsNoHeaderOfItsRequests() {
        ChatRequest settings = ChatRequest.model("m")
                .user("hi")
                .header("x-tenant", "planted-tenant")
                .build();
        ChatRequest request = new Conversation(settings, List.of(Message.user("hi"))).request();

        assertThat(request.headers().get("x-tenant"))
                .as("sent with each request")
                .isEqualTo("planted-tenant");
        assertThat(new String(SessionFile.content(request), StandardCharsets.UTF_8))
                .contains("\"hi\"")
                .doesNotContain("tenant", "headers");
    }

    @Test
    void forgetsAQuestionThatCouldNotBeAsked() throws IOException {
        Path taken = Files.createFile(folder.resolve("no-directory"));
        ChatRequest settings = ChatRequest.model("m").user("ignored").build();
        Conversation conversation = new Conversation(settings, List.of(Message.system("be brief")));
        conversation.addUserMessage(List.of(ContentPart.text("one?")));
        try (JdkChatTransport transport = JdkChatTransport.to("http://localhost:1/v1")) {
            Chat chat = Chat.over(transport, new JsonbChatCodec());
            Terminal terminal = new Cli().terminal();
            Turn turn = new Turn(terminal, chat, "", false, new Traces(taken, transport), false, false);
            Session session = new Session(terminal, turn, conversation, null);

            assertThatThrownBy(() -> session.ask(LineSource.NONE)).isInstanceOf(IOException.class);
        }
        assertThat(conversation.request().messages()).containsExactly(Message.system("be brief"));
    }
}
