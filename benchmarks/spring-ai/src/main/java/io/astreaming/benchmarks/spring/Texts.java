package io.astreaming.benchmarks.spring;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** The text in its responses, and the arguments of calls. Reasoning isn't among them: it is metadata that grows with each response. */
final class Texts {
    private Texts() {}

    static String of(ChatResponse response) {
        StringBuilder text = new StringBuilder();
        for (Generation generation : response.getResults()) {
            AssistantMessage message = generation.getOutput();
            if (message.getText() != null) {
                text.append(message.getText());
            }
            message.getToolCalls().forEach(call -> text.append(call.arguments()));
        }
        return text.toString();
    }
}
