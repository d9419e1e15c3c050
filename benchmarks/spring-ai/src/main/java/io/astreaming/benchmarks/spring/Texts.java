package io.astreaming.benchmarks.spring;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** The text in its responses. Reasoning is in the metadata of the message. */
final class Texts {
    private Texts() {}

    static String of(ChatResponse response) {
        StringBuilder text = new StringBuilder();
        for (Generation generation : response.getResults()) {
            AssistantMessage message = generation.getOutput();
            if (message.getMetadata().get("reasoningContent") instanceof String reasoning) {
                text.append(reasoning);
            }
            if (message.getText() != null) {
                text.append(message.getText());
            }
            message.getToolCalls().forEach(call -> text.append(call.arguments()));
        }
        return text.toString();
    }
}
