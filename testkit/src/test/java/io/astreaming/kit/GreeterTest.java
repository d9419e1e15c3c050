package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.astreaming.replay.Recording;
import io.astreaming.stream.Chat;
import io.astreaming.test.ReplayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GreeterTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    @Test
    void greets(Chat chat) {
        model.next(Recording.ofText("Hello", ", Ada")); // the answer to the next request

        assertEquals("Hello, Ada", new Greeter(chat).greet("Ada"));
        assertThat(model.onlyRequest()).hasModel("gpt-4o-mini").hasMessage("user", "Greet Ada");
    }
}
